import type { Awaitable, Metric, Param, RunInfo, RunRecord, Tag, TrackingStore } from '@millrace/spec';

export type MakeTrackingStore = () => Awaitable<TrackingStore>;

/** One promise, checked against an empty store. */
export interface StoreCheck {
  readonly name: string;
  check(store: TrackingStore): Promise<void>;
}

/** An id of the right form, told apart by its number. */
export const runIdOf = (number: number): string => number.toString(16).padStart(32, '0');

export interface RunSeed extends Partial<Omit<RunInfo, 'runId'>> {
  readonly params?: readonly Param[];
  readonly tags?: readonly Tag[];
}

export const toRunRecord = (
  number: number,
  { params = [], tags = [], ...info }: RunSeed = {},
): RunRecord => ({
  info: {
    runId: runIdOf(number),
    runName: `run-${number}`,
    experimentId: '0',
    userId: 'ada',
    status: 'RUNNING',
    startTime: 1_000 + number,
    endTime: null,
    artifactUri: `mlflow-artifacts:/0/${runIdOf(number)}/artifacts`,
    lifecycleStage: 'active',
    ...info,
  },
  params,
  tags,
});

/** Adds a run and answers its id. */
export const addRun = async (store: TrackingStore, number: number, seed: RunSeed = {}): Promise<string> => {
  const record = toRunRecord(number, seed);
  await store.write((unit) => unit.metadata.insertRun(record));
  return record.info.runId;
};

export const append = (store: TrackingStore, runId: string, points: readonly Metric[]): Promise<void> =>
  store.write((unit) => unit.metrics.append(runId, points));

export const point = (
  key: string,
  value: number,
  at: { step?: number; timestamp?: number } = {},
): Metric => ({
  key,
  value,
  timestamp: at.timestamp ?? 1_000,
  step: at.step ?? 0,
});

export const history = (store: TrackingStore, runId: string, key: string): Promise<readonly Metric[]> =>
  store.read((unit) => unit.metrics.history({ runId, key, offset: 0, limit: 1_000_000 }));

export const latest = async (store: TrackingStore, runId: string): Promise<readonly Metric[]> => {
  const found = await store.read((unit) => unit.metrics.latest([runId]));
  return found.get(runId) ?? [];
};
