import type { Metric, SeriesColumns } from '../entities/metric.ts';
import type { Awaitable } from '../json.ts';

/** A part of a series, by time: ordered by timestamp, then step, then value, each exact point once. */
export interface HistoryWindow {
  readonly runId: string;
  readonly key: string;
  readonly offset: number;
  readonly limit: number;
}

/**
 * Asks for curves, at most `maxPoints` a series. Either the shape is kept (`extremes`, the default: first, last and
 * extremes stay), or the points are those that begin equal parts of the series, and the last one (`even`).
 */
export interface SampleRequest {
  readonly runIds: readonly string[];
  readonly keys: readonly string[];
  readonly maxPoints: number;
  /** Steps, both ends included. */
  readonly startStep?: number | undefined;
  readonly endStep?: number | undefined;
  readonly spacing?: 'extremes' | 'even' | undefined;
}

/** Points of metrics as they are at one moment. */
export interface MetricReader {
  /** The latest point of every series of each run, by key. A run with no points has an empty list. */
  latest(runIds: readonly string[]): Awaitable<ReadonlyMap<string, readonly Metric[]>>;
  history(window: HistoryWindow): Awaitable<readonly Metric[]>;
  /** One entry for each run and key that has points, runs outermost. */
  sample(request: SampleRequest): Awaitable<SeriesColumns[]>;
}

/** The same, within one unit of work. */
export interface MetricStore extends MetricReader {
  /** Accepts points in any order. An exact repeat of a point changes nothing, however old: a retry is harmless. */
  append(runId: string, points: readonly Metric[]): Awaitable<void>;
}
