import type { Experiment, ExperimentActivity, LifecycleStage, Tag } from '../entities/experiment.ts';
import type { Param, Run, RunInfo } from '../entities/run.ts';
import type { Awaitable } from '../json.ts';
import type { ExperimentQuery, RunQuery } from '../search/query.ts';

export type ExperimentPatch = Partial<
  Pick<Experiment, 'name' | 'artifactLocation' | 'lifecycleStage' | 'lastUpdateTime'>
>;

export type RunPatch = Partial<Pick<RunInfo, 'runName' | 'status' | 'endTime' | 'lifecycleStage'>>;

/** Equal periods of time: `count` of them, `length` ms each, the first beginning at `start`. */
export interface Periods {
  readonly start: number;
  readonly length: number;
  readonly count: number;
}

/** A run without its metrics and its lineage, which other stores hold. */
export type RunRecord = Omit<Run, 'metrics' | 'lineage'>;

/** What an earlier request with the same idempotency key did. */
export interface IdempotentAnswer {
  readonly operation: string;
  /** Digest of the request's input: the same key with another request is a conflict. */
  readonly fingerprint: string;
  /** The answer, as JSON text. */
  readonly answer: string;
}

/**
 * Experiments, runs, params and tags as they are at one moment. Lookups answer `undefined` for an unknown id, deleted
 * ones included in what is found. No rule of MLflow lives here: services decide, a store stores.
 */
export interface MetadataReader {
  findExperiment(experimentId: string): Awaitable<Experiment | undefined>;
  findExperimentByName(name: string): Awaitable<Experiment | undefined>;
  /** The experiment whose artifact location is exactly this, however it is named. */
  findExperimentByLocation(artifactLocation: string): Awaitable<Experiment | undefined>;
  searchExperiments(query: ExperimentQuery): Awaitable<Experiment[]>;
  /** One entry an experiment that exists, in the order asked for. */
  readActivity(experimentIds: readonly string[], periods: Periods): Awaitable<ExperimentActivity[]>;
  /** The hot lookup: one indexed read, no data. */
  findRun(runId: string): Awaitable<RunInfo | undefined>;
  /** In the order asked for; unknown ids are left out. */
  readRuns(runIds: readonly string[]): Awaitable<RunRecord[]>;
  /** Clauses and orders over metrics see the latest points of the same moment. */
  searchRuns(query: RunQuery): Awaitable<RunRecord[]>;
  /** How many runs the query finds, without its window. */
  countRuns(query: Omit<RunQuery, 'limit' | 'offset' | 'orderBy'>): Awaitable<number>;
  findParams(runId: string, keys: readonly string[]): Awaitable<Param[]>;
  findRunTags(runId: string): Awaitable<Tag[]>;
  findAnswer(idempotencyKey: string): Awaitable<IdempotentAnswer | undefined>;
  /** SHA-256 by path, for files directly in this folder. `location` is the canonical artifact folder. */
  findDigests(location: string): Awaitable<ReadonlyMap<string, string>>;
}

/** The same, within one unit of work that is committed whole or not at all. */
export interface MetadataStore extends MetadataReader {
  /** The store chooses the id. The name is unique among active and deleted ones: the caller has looked. */
  insertExperiment(experiment: Omit<Experiment, 'experimentId'>): Awaitable<Experiment>;
  updateExperiment(experimentId: string, patch: ExperimentPatch): Awaitable<void>;
  putExperimentTag(experimentId: string, tag: Tag): Awaitable<void>;
  /** False when there was none. */
  removeExperimentTag(experimentId: string, key: string): Awaitable<boolean>;
  insertRun(run: RunRecord): Awaitable<void>;
  updateRun(runId: string, patch: RunPatch): Awaitable<void>;
  /** Moves every run of the experiment to this stage. */
  moveRuns(experimentId: string, stage: LifecycleStage): Awaitable<void>;
  /** The keys are new to the run: the caller has looked. */
  insertParams(runId: string, params: readonly Param[]): Awaitable<void>;
  putRunTags(runId: string, tags: readonly Tag[]): Awaitable<void>;
  removeRunTag(runId: string, key: string): Awaitable<boolean>;
  putAnswer(idempotencyKey: string, answer: IdempotentAnswer): Awaitable<void>;
  /** Records or, with `undefined`, forgets what is known of one file. */
  putDigest(path: string, sha256: string | undefined): Awaitable<void>;
}
