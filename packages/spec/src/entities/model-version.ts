import type { Tag } from './experiment.ts';

/** Where a version stands in its life. MLflow deprecates stages in favour of aliases and serves both. */
export type ModelStage = 'None' | 'Staging' | 'Production' | 'Archived';

export type ModelVersionStatus = 'PENDING_REGISTRATION' | 'FAILED_REGISTRATION' | 'READY';

/** One registered state of a model. Times are milliseconds since the Unix epoch. */
export interface ModelVersion {
  /** The model's name. */
  readonly name: string;
  /** 1, 2, 3 and so on within the model; a deleted version's number is never given again. */
  readonly version: number;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly description: string | null;
  readonly stage: ModelStage;
  /** What was registered, in the words of whoever did: `runs:/…`, `models:/…`, `mlflow-artifacts:/…`. */
  readonly source: string;
  /** Where its files are: the source, with `models:/…` resolved when it was registered. */
  readonly storageLocation: string;
  readonly runId: string | null;
  /** The logged model it was made from. */
  readonly modelId: string | null;
  /** Empty when there is none. */
  readonly runLink: string;
  readonly status: ModelVersionStatus;
  /** Why the status is what it is; empty when there is nothing to say. */
  readonly statusMessage: string;
  readonly tags: readonly Tag[];
  /** The model's aliases that stand for this version. */
  readonly aliases: readonly string[];
}
