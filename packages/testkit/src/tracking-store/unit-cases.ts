import assert from 'node:assert/strict';
import { addRun, append, history, latest, point, runIdOf, toRunRecord } from './store-check.ts';
import type { StoreCheck } from './store-check.ts';

class Refused extends Error {}

export const unitCases: readonly StoreCheck[] = [
  {
    name: 'a unit that throws writes nothing, metadata or metrics, and rejects with what it threw',
    async check(store) {
      const runId = await addRun(store, 1);
      const refused = new Refused();
      await assert.rejects(
        store.write(async ({ metadata, metrics }) => {
          await metadata.putRunTags(runId, [{ key: 'a', value: '1' }]);
          await metadata.insertParams(runId, [{ key: 'b', value: '2' }]);
          await metrics.append(runId, [point('loss', 1)]);
          await metadata.insertRun(toRunRecord(2));
          throw refused;
        }),
        (error) => error === refused,
      );
      await store.read(async ({ metadata }) => {
        assert.deepEqual(await metadata.findRunTags(runId), []);
        assert.deepEqual(await metadata.findParams(runId, ['b']), []);
        assert.equal(await metadata.findRun(runIdOf(2)), undefined);
      });
      assert.deepEqual(await latest(store, runId), []);
      assert.deepEqual(await history(store, runId, 'loss'), []);
    },
  },
  {
    name: 'units that arrive together fail alone',
    async check(store) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 30 }, (_, index) =>
          store.write(async ({ metadata, metrics }) => {
            await metadata.insertRun(toRunRecord(index));
            await metrics.append(runIdOf(index), [point(`key-${index}`, index)]);
            if (index % 3 === 0) throw new Refused();
            return index;
          }),
        ),
      );
      for (const [index, outcome] of outcomes.entries()) {
        assert.equal(outcome.status, index % 3 === 0 ? 'rejected' : 'fulfilled', `unit ${index}`);
        const run = await store.read((unit) => unit.metadata.findRun(runIdOf(index)));
        assert.equal(run !== undefined, index % 3 !== 0, `run ${index}`);
        const expected = index % 3 === 0 ? [] : [point(`key-${index}`, index)];
        assert.deepEqual(await latest(store, runIdOf(index)), expected);
      }
    },
  },
  {
    name: 'a key and a run first seen in a unit that failed can be used again',
    async check(store) {
      const write = (fails: boolean, value: number): Promise<void> =>
        store.write(async ({ metadata, metrics }) => {
          await metadata.insertRun(toRunRecord(value));
          await metrics.append(runIdOf(value), [point('fresh', value)]);
          if (fails) throw new Refused();
        });
      await Promise.allSettled([write(true, 1), write(false, 2)]);
      await assert.rejects(write(true, 3), Refused);
      await write(false, 1);
      assert.deepEqual(await latest(store, runIdOf(1)), [point('fresh', 1)]);
      assert.deepEqual(await latest(store, runIdOf(2)), [point('fresh', 2)]);
      assert.deepEqual(await latest(store, runIdOf(3)), []);
    },
  },
  {
    name: 'a unit reads what it wrote, and units that arrive together run one after another',
    async check(store) {
      const runId = await addRun(store, 1);
      const count = (): Promise<number> =>
        store.write(async ({ metadata }) => {
          const tags = await metadata.findRunTags(runId);
          const next = Number(tags[0]?.value ?? '0') + 1;
          await metadata.putRunTags(runId, [{ key: 'count', value: String(next) }]);
          assert.deepEqual(await metadata.findRunTags(runId), [{ key: 'count', value: String(next) }]);
          return next;
        });
      const counted = await Promise.all(Array.from({ length: 20 }, count));
      assert.deepEqual(
        counted,
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
    },
  },
  {
    name: 'what was acknowledged is there for the next read',
    async check(store) {
      const runId = await addRun(store, 1);
      for (let step = 0; step < 20; step += 1) {
        await append(store, runId, [point('loss', step, { step })]);
        assert.equal((await latest(store, runId))[0]?.step, step);
      }
    },
  },
  {
    name: 'a read never sees the inside of a write',
    async check(store) {
      const runId = await addRun(store, 1);
      const write = store.write(async ({ metadata }) => {
        await metadata.putRunTags(runId, [{ key: 'a', value: '1' }]);
        await metadata.putRunTags(runId, [{ key: 'b', value: '2' }]);
      });
      const seen = await store.read((unit) => unit.metadata.findRunTags(runId));
      assert.ok(seen.length === 0 || seen.length === 2, `saw ${seen.length} of 2 tags`);
      await write;
    },
  },
  {
    name: 'close finishes what was accepted and refuses what comes later',
    async check(store) {
      const accepted = store.write((unit) => unit.metadata.insertRun(toRunRecord(1)));
      const closed = store.close();
      await assert.rejects(store.write((unit) => unit.metadata.insertRun(toRunRecord(2))));
      await assert.rejects(store.read((unit) => unit.metadata.findRun(runIdOf(1))));
      await accepted;
      await closed;
    },
  },
  {
    name: 'describe names the driver and holds no path',
    check(store) {
      assert.ok(store.describe().length > 0);
      assert.doesNotMatch(store.describe(), /[/\\]/);
      return Promise.resolve();
    },
  },
];
