import type { LifecycleStage, Tag } from './experiment.ts';
import type { Metric } from './metric.ts';
import type { Param } from './run.ts';

/** PENDING until whoever made it says that its files are there, or will not be. */
export type LoggedModelStatus = 'UNSPECIFIED' | 'PENDING' | 'READY' | 'UPLOAD_FAILED';

/** A point that was logged for a model, with the run that logged it and the dataset it was measured on. */
export interface ModelMetric extends Metric {
  readonly runId: string;
  readonly datasetName?: string | undefined;
  readonly datasetDigest?: string | undefined;
}

/** A model of an experiment, without its data. Times are milliseconds since the Unix epoch. */
export interface LoggedModelInfo {
  /** `m-` and 32 lower-case hexadecimal characters. */
  readonly modelId: string;
  readonly experimentId: string;
  readonly name: string;
  /** Where its files are: `<experiment location>/models/<model id>/artifacts`. */
  readonly artifactUri: string;
  readonly status: LoggedModelStatus;
  /** Empty when not told, as is the run it came from. */
  readonly modelType: string;
  readonly sourceRunId: string;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly lifecycleStage: LifecycleStage;
}

export interface LoggedModel {
  readonly info: LoggedModelInfo;
  readonly params: readonly Param[];
  readonly tags: readonly Tag[];
  /** Every point, in the order they were logged. */
  readonly metrics: readonly ModelMetric[];
}
