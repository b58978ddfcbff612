import type { LatencySummary } from './latencies.ts';

export interface PlannedRequest {
  readonly method: 'GET' | 'POST';
  /** Below `/api/2.0/mlflow/`, with its query; or with a leading slash, as it is. */
  readonly path: string;
  readonly body?: object | undefined;
}

/** What one connection does over and over. */
export type Journey =
  /** Sends the next of these requests. */
  | { readonly kind: 'cycle'; readonly requests: readonly PlannedRequest[] }
  /** Follows the page tokens of a request to its last page. */
  | { readonly kind: 'walk'; readonly request: PlannedRequest }
  /** Makes a run, logs its data in one batch and ends it; runs are numbered from 0. */
  | { readonly kind: 'lifecycle'; readonly experimentId: string };

/** What a load process is told, as JSON in its argument. */
export interface JourneyPlan {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  readonly journey: Journey;
  /** What is timed: each request, or a journey from its first request to its last answer. */
  readonly timed: 'request' | 'journey';
  readonly warmUpMs: number;
  readonly windowMs: number;
  /** Ends the window early after so many journeys, over all connections. */
  readonly maxJourneys: number;
}

/** What it answers, as JSON on its standard output. */
export interface JourneyResult {
  readonly seconds: number;
  readonly journeys: number;
  readonly latency: LatencySummary;
  /** Milliseconds, in the order in which the answers came. */
  readonly timings: readonly number[];
  readonly errors: number;
  readonly firstError: string;
  /** Names of the runs in the first answer to each request of a cycle, or over the first walk; in order. */
  readonly names: readonly (readonly string[])[];
  /** Points, series or runs in the first answers, all told. */
  readonly items: number;
}
