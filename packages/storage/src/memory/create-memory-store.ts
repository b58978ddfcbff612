import type { Awaitable, ReadUnit, TrackingStore, WriteUnit } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { MemoryChangeFeed } from './memory-change-feed.ts';
import { createMemoryExperiments } from './memory-experiments.ts';
import { createMemoryLineage } from './memory-lineage.ts';
import { createMemoryLoggedModels } from './memory-logged-models.ts';
import { createMemoryMetrics } from './memory-metrics.ts';
import { createMemoryRecords } from './memory-records.ts';
import { createMemoryRuns } from './memory-runs.ts';
import { createMemoryRegistry } from './registry/memory-registry.ts';
import { createMemoryState } from './state.ts';

/** Everything in this process's memory, gone with it: for tests, and the measure of the other drivers in them. */
export const createMemoryStore = (): TrackingStore => {
  const changes = new MemoryChangeFeed();
  const state = createMemoryState(changes);
  const unit: WriteUnit = {
    metadata: {
      ...createMemoryExperiments(state),
      ...createMemoryRuns(state),
      ...createMemoryRecords(state),
    },
    metrics: createMemoryMetrics(state),

    loggedModels: createMemoryLoggedModels(state),
    lineage: createMemoryLineage(state),

    registry: createMemoryRegistry(state),
  };
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One unit after another. */
  const enqueue = <T>(run: () => Promise<T>): Promise<T> => {
    if (closed) {
      return Promise.reject(
        new MillraceError('TEMPORARILY_UNAVAILABLE', 'The store is closed.', { reason: 'storage/closed' }),
      );
    }
    const result = last.then(run);
    last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  };

  const commit = async <T>(work: (unit: WriteUnit) => Awaitable<T>): Promise<T> => {
    try {
      const value = await work(unit);
      state.journal.commit();
      changes.publish();
      return value;
    } catch (error) {
      state.journal.rollback();
      changes.dropUnit();
      throw error;
    }
  };

  const read = <T>(work: (unit: ReadUnit) => Awaitable<T>): Promise<T> => enqueue(async () => work(unit));

  return {
    capabilities: { durable: false, multiProcess: false },
    describe: () => 'memory (everything is lost when the process ends)',
    read,
    readAside: read,
    write: (work) => enqueue(() => commit(work)),
    changes,
    async close() {
      changes.close();
      const accepted = last;
      closed = true;
      await accepted;
    },
  };
};
