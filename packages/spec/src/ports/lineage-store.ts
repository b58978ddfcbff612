import type { DatasetInput, DatasetSummary } from '../entities/dataset.ts';
import type { ModelOutput, RunLineage } from '../entities/run.ts';
import type { Awaitable } from '../json.ts';

/** What runs read and made, as it is at one moment. */
export interface LineageReader {
  /** Runs that read and made nothing are left out. */
  readLineage(runIds: readonly string[]): Awaitable<ReadonlyMap<string, RunLineage>>;
  /** Ordered by experiment, name, digest and context. */
  searchDatasets(experimentIds: readonly string[], limit: number): Awaitable<DatasetSummary[]>;
}

/** The same, within one unit of work. An unknown run is RESOURCE_DOES_NOT_EXIST. */
export interface LineageStore extends LineageReader {
  /** A dataset its experiment knows, and an input its run has, stay as they are. */
  addDatasets(runId: string, inputs: readonly DatasetInput[]): Awaitable<void>;
  /** The models need not exist. One that is there already stays. */
  addInputModels(runId: string, modelIds: readonly string[]): Awaitable<void>;
  /** Likewise. */
  addOutputModels(runId: string, outputs: readonly ModelOutput[]): Awaitable<void>;
}
