import type { LatencySummary } from './latencies.ts';
import type { BodyKind } from './request.ts';

/** What a load process is told, as JSON in its argument. */
export interface LoadPlan {
  readonly host: string;
  readonly port: number;
  readonly kind: BodyKind;
  /** One connection each; an id may stand for several. Points of a run go over its own connection, in order. */
  readonly runIds: readonly string[];
  /** Distinct keys in one log-batch body; 1 for log-metric. */
  readonly keys: number;
  /** How far the keys of one connection are from those of the one before: 0 unless they share a run. */
  readonly laneKeys: number;
  readonly warmUpMs: number;
  readonly windowMs: number;
  /** Ends the window early after this many requests. */
  readonly maxRequests: number;
}

/** What it answers, as JSON on its standard output. */
export interface LoadResult {
  /** Length of the window as it came out. */
  readonly seconds: number;
  /** Answered 200 inside the window. */
  readonly requests: number;
  readonly latency: LatencySummary;
  /** Throughput of the first tenth of the window over that of the last: above 1 it slowed down. */
  readonly slowdown: number;
  /** Bodies sent for each run, warm-up and tail included: each was answered. */
  readonly sent: readonly number[];
  readonly errors: number;
  readonly firstError: string;
}
