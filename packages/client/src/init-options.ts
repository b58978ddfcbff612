import type { MillraceError, PluginList } from '@millrace/spec';

/** What went wrong where nobody was there to catch it: a point refused by the server, an outage, an overflow. */
export interface Problem {
  readonly error: MillraceError;
  /** The run it happened in, where there is one. */
  readonly runId?: string | undefined;
  /** The metric, param, tag or artifact it happened to. */
  readonly key?: string | undefined;
}

export interface QueueLimits {
  /** Entries waiting in all runs together. Default 1,000,000. */
  readonly maxEntries?: number | undefined;
  /** Bytes waiting in all runs together, estimated. Default 64 MiB. */
  readonly maxBytes?: number | undefined;
  /** How long an entry may wait for others to share its request, in ms. Default 250. */
  readonly maxAgeMs?: number | undefined;
}

export interface InitOptions {
  /**
   * A server (`http://localhost:5000`) or, on Node, a folder (`./mlruns`, `file:///data/mlruns`).
   * Default: `MLFLOW_TRACKING_URI`; else `./mlruns` on Node; else the page's `<meta name="mlflow-tracking-uri">` or its
   * origin.
   */
  readonly trackingUri?: string | undefined;
  /** A name, made when missing, or an id. Default: `MLFLOW_EXPERIMENT_NAME`, `MLFLOW_EXPERIMENT_ID`, `Default`. */
  readonly experiment?: string | { readonly id: string } | undefined;
  readonly plugins?: PluginList | undefined;
  /**
   * Raise what is otherwise only reported: a refused entry at the next `flush` or end of its run, a failed artifact at
   * its promise, an autologger's mistake in the training call. For tests.
   */
  readonly strict?: boolean | undefined;
  /** Told of every problem. Default: a process warning on Node, `reportError` in a browser. Must not throw. */
  readonly onProblem?: ((problem: Problem) => void) | undefined;
  readonly queue?: QueueLimits | undefined;
  /** Used for every request to a server. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
}
