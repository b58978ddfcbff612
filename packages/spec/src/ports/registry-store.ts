import type { AuditEntry } from '../entities/audit-entry.ts';
import type { Tag } from '../entities/experiment.ts';
import type { ModelStage, ModelVersion } from '../entities/model-version.ts';
import type { ModelAlias, RegisteredModel } from '../entities/registered-model.ts';
import type { Awaitable } from '../json.ts';
import type { ModelVersionQuery, RegisteredModelQuery } from '../search/registry-query.ts';

export interface ModelVersionKey {
  readonly name: string;
  readonly version: number;
}

export type NewRegisteredModel = Omit<RegisteredModel, 'aliases' | 'latestVersions'>;

export type NewModelVersion = Omit<ModelVersion, 'version' | 'aliases'>;

export type RegisteredModelPatch = Partial<Pick<RegisteredModel, 'name' | 'description' | 'lastUpdateTime'>>;

export type ModelVersionPatch = Partial<Pick<ModelVersion, 'description' | 'stage' | 'lastUpdateTime'>>;

/** Moves what stands in one stage to another. */
export interface StageMove {
  readonly from: ModelStage;
  readonly to: ModelStage;
  /** Stays where it is. */
  readonly except: number;
  readonly time: number;
}

/** Newest first: at most `limit` entries older than `before`. */
export interface AuditWindow {
  /**
   * All of every model that has, or once had, this name: what it did under other names too. Without it, of all models.
   */
  readonly name?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/**
 * Registered models and their versions as they are at one moment. Lookups answer `undefined` for what is unknown;
 * deleted versions are found by none. No rule of MLflow lives here: services decide, a store stores.
 */
export interface RegistryReader {
  findModel(name: string): Awaitable<RegisteredModel | undefined>;
  searchModels(query: RegisteredModelQuery): Awaitable<RegisteredModel[]>;
  findModelVersion(key: ModelVersionKey): Awaitable<ModelVersion | undefined>;
  searchModelVersions(query: ModelVersionQuery): Awaitable<ModelVersion[]>;
  readAudit(window: AuditWindow): Awaitable<AuditEntry[]>;
}

/** The same, within one unit of work. What a change names must exist: the caller has looked. */
export interface RegistryStore extends RegistryReader {
  /** The name is unique: the caller has looked. */
  insertModel(model: NewRegisteredModel): Awaitable<void>;
  /** A new name takes versions, tags, aliases and the audit with it. */
  updateModel(name: string, patch: RegisteredModelPatch): Awaitable<void>;
  /** Takes versions, tags and aliases with it; the audit stays. */
  removeModel(name: string): Awaitable<void>;
  putModelTag(name: string, tag: Tag): Awaitable<void>;
  /** False when there was none. */
  removeModelTag(name: string, key: string): Awaitable<boolean>;
  putAlias(name: string, alias: ModelAlias): Awaitable<void>;
  /** False when there was none. */
  removeAlias(name: string, alias: string): Awaitable<boolean>;
  /** Numbers it: one more than the highest there ever was in this model, deleted ones counted. */
  insertModelVersion(version: NewModelVersion): Awaitable<ModelVersion>;
  updateModelVersion(key: ModelVersionKey, patch: ModelVersionPatch): Awaitable<void>;
  /** Says of every version of the model that it changed now. */
  touchModelVersions(name: string, time: number): Awaitable<void>;
  /** The versions moved, in order. */
  moveModelVersions(name: string, move: StageMove): Awaitable<number[]>;
  /** Forgets all of the version but its number, and its aliases. */
  redactModelVersion(key: ModelVersionKey, time: number): Awaitable<void>;
  putModelVersionTag(key: ModelVersionKey, tag: Tag): Awaitable<void>;
  /** False when there was none. */
  removeModelVersionTag(key: ModelVersionKey, tagKey: string): Awaitable<boolean>;
  /** Of a model that is there: before it is removed, after it is renamed. */
  appendAudit(entry: Omit<AuditEntry, 'entryId'>): Awaitable<void>;
}
