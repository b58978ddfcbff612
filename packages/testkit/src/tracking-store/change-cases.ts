import assert from 'node:assert/strict';
import type { Change, ChangeBatch, TrackingStore } from '@millrace/spec';
import type { StoreCheck } from './store-check.ts';
import { addRun, append, point, toRunRecord } from './store-check.ts';

/** Reads a subscription until what is expected was told, or fails after a while. */
const collect = async (
  store: TrackingStore,
  cursor: string | undefined,
  until: (changes: readonly Change[]) => boolean,
): Promise<{ changes: Change[]; batches: ChangeBatch[] }> => {
  const changes: Change[] = [];
  const batches: ChangeBatch[] = [];
  for await (const batch of store.changes.subscribe({ cursor, signal: AbortSignal.timeout(5_000) })) {
    batches.push(batch);
    changes.push(...batch.changes);
    if (until(changes)) return { changes, batches };
  }
  assert.fail(`not told in time; heard ${JSON.stringify(changes)}`);
};

const startCursor = async (store: TrackingStore): Promise<string> => {
  const { batches } = await collect(store, undefined, () => true);
  return batches[0]?.cursor ?? '';
};

export const changeCases: readonly StoreCheck[] = [
  {
    name: 'the first batch comes at once; without a cursor it starts now',
    async check(store) {
      await addRun(store, 1);
      const { batches } = await collect(store, undefined, () => true);
      assert.deepEqual(batches[0]?.changes, []);
      assert.equal(batches[0]?.reset, false);
    },
  },
  {
    name: 'a subscriber is told which run changed, and whether points or metadata',
    async check(store) {
      const runId = await addRun(store, 1);
      const cursor = await startCursor(store);
      await append(store, runId, [point('a', 1)]);
      const points = await collect(store, cursor, (changes) => changes.length > 0);
      assert.deepEqual(points.changes, [{ experimentId: '0', runId, metrics: true, metadata: false }]);
      const next = points.batches.at(-1)?.cursor;
      await store.write((unit) => unit.metadata.putRunTags(runId, [{ key: 'a', value: 'b' }]));
      const tags = await collect(store, next, (changes) => changes.length > 0);
      assert.deepEqual(tags.changes, [{ experimentId: '0', runId, metrics: false, metadata: true }]);
    },
  },
  {
    name: 'a change of an experiment has no run',
    async check(store) {
      const cursor = await startCursor(store);
      await store.write((unit) => unit.metadata.putExperimentTag('0', { key: 'a', value: 'b' }));
      const { changes } = await collect(store, cursor, (heard) => heard.length > 0);
      assert.deepEqual(changes, [{ experimentId: '0', metrics: false, metadata: true }]);
    },
  },
  {
    name: 'a waiting subscriber hears of a commit, and nothing of a unit that failed',
    async check(store) {
      const heard = collect(store, await startCursor(store), (changes) => changes.length > 0);
      await assert.rejects(
        store.write(async ({ metadata }) => {
          await metadata.insertRun(toRunRecord(1));
          throw new RangeError('no');
        }),
        RangeError,
      );
      const runId = await addRun(store, 2);
      assert.deepEqual((await heard).changes, [{ experimentId: '0', runId, metrics: false, metadata: true }]);
    },
  },
  {
    name: 'resuming from a cursor misses nothing',
    async check(store) {
      const cursor = await startCursor(store);
      const runIds = [];
      for (const number of [1, 2, 3, 4, 5]) runIds.push(await addRun(store, number));
      const { changes } = await collect(store, cursor, (heard) => heard.length >= 5);
      assert.deepEqual(
        changes.map((change) => change.runId),
        runIds,
      );
    },
  },
  {
    name: 'a cursor that says nothing to this store is answered with a reset',
    async check(store) {
      await addRun(store, 1);
      for (const cursor of ['999999', 'nonsense', '-1', '']) {
        const { batches } = await collect(store, cursor, () => true);
        assert.equal(batches[0]?.reset, true, `cursor '${cursor}'`);
      }
    },
  },
  {
    name: 'a subscription ends when its signal aborts and when the store closes',
    async check(store) {
      const abort = new AbortController();
      const drain = async (signal: AbortSignal): Promise<void> => {
        for await (const batch of store.changes.subscribe({ signal })) assert.equal(batch.reset, false);
      };
      const aborted = drain(abort.signal);
      const closed = drain(new AbortController().signal);
      setTimeout(() => abort.abort(), 20);
      await aborted;
      await store.close();
      await closed;
    },
  },
];
