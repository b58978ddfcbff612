import type { ReadUnit, RunQuery, TrackingStore } from '@millrace/spec';

export interface RecordingStore extends TrackingStore {
  /** The searches of runs that reached the store. */
  readonly queries: readonly RunQuery[];
}

/** A store that remembers which searches it was asked for. */
export const createRecordingStore = (store: TrackingStore): RecordingStore => {
  const queries: RunQuery[] = [];
  const record = (unit: ReadUnit): ReadUnit => ({
    ...unit,
    metadata: {
      ...unit.metadata,
      searchRuns: (query) => {
        queries.push(query);
        return unit.metadata.searchRuns(query);
      },
    },
  });
  return {
    queries,
    capabilities: store.capabilities,
    changes: store.changes,
    describe: () => store.describe(),
    read: (work) => store.read((unit) => work(record(unit))),
    readAside: (work) => store.readAside((unit) => work(record(unit))),
    write: (work) => store.write(work),
    close: () => store.close(),
  };
};
