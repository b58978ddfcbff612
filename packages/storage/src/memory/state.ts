import type {
  AuditEntry,
  Dataset,
  DatasetInput,
  Experiment,
  IdempotentAnswer,
  LoggedModelInfo,
  Metric,
  ModelMetric,
  RunInfo,
} from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { isLater } from '../series/point-order.ts';
import { Journal } from './journal.ts';
import type { MemoryChangeFeed } from './memory-change-feed.ts';
import type { MemoryModel } from './registry/memory-model.ts';

/** One series: its points as they came, exact repeats left out. */
export interface MemorySeries {
  readonly points: Metric[];
  readonly seen: Set<string>;
}

export interface MemoryRun {
  readonly info: RunInfo;
  readonly params: Map<string, string>;
  readonly tags: Map<string, string>;
  readonly series: Map<string, MemorySeries>;
}

export type MemoryExperiment = Omit<Experiment, 'tags'> & { readonly tags: Map<string, string> };

export interface MemoryLoggedModel {
  readonly info: LoggedModelInfo;
  readonly params: Map<string, string>;
  readonly tags: Map<string, string>;
  readonly metrics: ModelMetric[];
}

/** What one run read and made. */
export interface MemoryLineage {
  /** By the dataset's key. */
  readonly datasets: Map<string, DatasetInput>;
  readonly inputModels: Map<string, true>;
  /** Steps by model. */
  readonly outputModels: Map<string, number>;
}

/** Everything a memory store holds. */
export interface MemoryState {
  readonly experiments: Map<string, MemoryExperiment>;
  readonly runs: Map<string, MemoryRun>;
  readonly answers: Map<string, IdempotentAnswer & { readonly created: number }>;
  readonly digests: Map<string, string>;

  readonly loggedModels: Map<string, MemoryLoggedModel>;
  readonly lineage: Map<string, MemoryLineage>;
  /** By experiment, name and digest. */
  readonly datasets: Map<string, Dataset>;

  /** By a number that no two models share. */
  readonly models: Map<number, MemoryModel>;
  readonly audit: (AuditEntry & { readonly model: number })[];

  readonly journal: Journal;
  readonly changes: MemoryChangeFeed;
  nextExperiment: number;
  nextModel: number;
}

export const createMemoryState = (changes: MemoryChangeFeed): MemoryState => {
  const now = Date.now();
  return {
    experiments: new Map([
      [
        '0',
        {
          experimentId: '0',
          name: 'Default',
          artifactLocation: 'mlflow-artifacts:/0',
          lifecycleStage: 'active',
          creationTime: now,
          lastUpdateTime: now,
          tags: new Map(),
        },
      ],
    ]),
    runs: new Map(),
    answers: new Map(),
    digests: new Map(),

    loggedModels: new Map(),
    lineage: new Map(),
    datasets: new Map(),

    models: new Map(),
    audit: [],

    journal: new Journal(),
    changes,
    nextExperiment: 1,
    nextModel: 1,
  };
};

export const expectRun = ({ runs }: MemoryState, runId: string): MemoryRun => {
  const run = runs.get(runId);
  if (run !== undefined) return run;
  throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `No run with id '${runId}' exists.`, {
    reason: 'storage/unknown-run',
  });
};

export const latestOf = (series: MemorySeries | undefined): Metric | undefined => {
  let latest: Metric | undefined;
  for (const point of series?.points ?? []) {
    if (latest === undefined || isLater(point, latest)) latest = point;
  }
  return latest;
};
