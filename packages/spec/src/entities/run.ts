import type { DatasetInput } from './dataset.ts';
import type { LifecycleStage, Tag } from './experiment.ts';
import type { Metric } from './metric.ts';

export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';

export interface Param {
  readonly key: string;
  readonly value: string;
}

/** One execution of training code, without its data. Times are milliseconds since the Unix epoch. */
export interface RunInfo {
  /** 32 lower-case hexadecimal characters. */
  readonly runId: string;
  readonly runName: string;
  readonly experimentId: string;
  readonly userId: string;
  readonly status: RunStatus;
  readonly startTime: number;
  /** `null` while the run goes on. */
  readonly endTime: number | null;
  readonly artifactUri: string;
  readonly lifecycleStage: LifecycleStage;
}

/** A model a run made, at a step of its training. */
export interface ModelOutput {
  readonly modelId: string;
  readonly step: number;
}

/** What a run read and what it made, in the order it was told. */
export interface RunLineage {
  readonly datasets: readonly DatasetInput[];
  readonly inputModels: readonly string[];
  readonly outputModels: readonly ModelOutput[];
}

export interface Run {
  readonly info: RunInfo;
  /** The latest value of each series. */
  readonly metrics: readonly Metric[];
  readonly params: readonly Param[];
  readonly tags: readonly Tag[];
  /** Absent where it was not asked for, as in lists of runs. */
  readonly lineage?: RunLineage | undefined;
}
