/**
 * One point of a series. A series is all points of one key in one run.
 * The latest point is the greatest by step, then timestamp, then value: not the one written last.
 */
export interface Metric {
  readonly key: string;
  /** Any double. NaN and infinities are data. */
  readonly value: number;
  /** Milliseconds since the Unix epoch, an integer from 0 to 2^53 - 1. */
  readonly timestamp: number;
  /** An integer within ±(2^53 - 1), chosen by the training code. */
  readonly step: number;
}

/** A point as a run logs it: perhaps also for a model, measured on a dataset. */
export interface LoggedMetric extends Metric {
  readonly modelId?: string | undefined;
  /** Name and digest of the dataset. Without `modelId` nothing keeps them. */
  readonly datasetName?: string | undefined;
  readonly datasetDigest?: string | undefined;
}

/** A series, or a part of it, as columns of equal length, ordered by step, then timestamp. */
export interface SeriesColumns {
  readonly runId: string;
  readonly key: string;
  readonly steps: readonly number[];
  readonly timestamps: readonly number[];
  readonly values: readonly number[];
  /** Points the whole series holds in the range asked for; more than `steps.length` when it was sampled. */
  readonly total: number;
}
