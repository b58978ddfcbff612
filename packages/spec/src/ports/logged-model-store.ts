import type { Tag } from '../entities/experiment.ts';
import type { LoggedModel, LoggedModelInfo, ModelMetric } from '../entities/logged-model.ts';
import type { Param } from '../entities/run.ts';
import type { Awaitable } from '../json.ts';
import type { LoggedModelQuery } from '../search/query.ts';

export type LoggedModelPatch = Partial<Pick<LoggedModelInfo, 'status' | 'lifecycleStage' | 'lastUpdateTime'>>;

/** Logged models as they are at one moment, deleted ones included in what is found by id. */
export interface LoggedModelReader {
  findLoggedModel(modelId: string): Awaitable<LoggedModelInfo | undefined>;
  /** In the order asked for; unknown ids are left out. */
  readLoggedModels(modelIds: readonly string[]): Awaitable<LoggedModel[]>;
  /** Deleted ones are not found. */
  searchLoggedModels(query: LoggedModelQuery): Awaitable<LoggedModel[]>;
  findLoggedModelParams(modelId: string, keys: readonly string[]): Awaitable<Param[]>;
}

/** The same, within one unit of work. Writing to an unknown model is RESOURCE_DOES_NOT_EXIST. */
export interface LoggedModelStore extends LoggedModelReader {
  insertLoggedModel(model: Omit<LoggedModel, 'metrics'>): Awaitable<void>;
  updateLoggedModel(modelId: string, patch: LoggedModelPatch): Awaitable<void>;
  /** The keys are new to the model: the caller has looked. */
  insertLoggedModelParams(modelId: string, params: readonly Param[]): Awaitable<void>;
  putLoggedModelTags(modelId: string, tags: readonly Tag[]): Awaitable<void>;
  /** False when there was none. */
  removeLoggedModelTag(modelId: string, key: string): Awaitable<boolean>;
  /** An exact repeat of a point changes nothing: a retry is harmless. */
  appendModelMetrics(modelId: string, points: readonly ModelMetric[]): Awaitable<void>;
}
