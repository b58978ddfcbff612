import assert from 'node:assert/strict';
import type { RunPatch } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { StoreCheck } from './store-check.ts';
import { addRun, point, runIdOf, toRunRecord } from './store-check.ts';

export const runCases: readonly StoreCheck[] = [
  {
    name: 'a run is read back as it was written, params and tags by key',
    async check(store) {
      const record = toRunRecord(1, {
        params: [
          { key: 'b', value: '' },
          { key: 'a', value: 'ü😀' },
        ],
        tags: [{ key: 't', value: 'v' }],
        endTime: 0,
        status: 'KILLED',
      });
      await store.write((unit) => unit.metadata.insertRun(record));
      await store.read(async ({ metadata }) => {
        assert.deepEqual(await metadata.findRun(runIdOf(1)), record.info);
        const expected = { ...record, params: [record.params[1], record.params[0]] };
        assert.deepEqual(await metadata.readRuns([runIdOf(1)]), [expected]);
      });
    },
  },
  {
    name: 'many runs are read in the order asked for, unknown ones left out',
    async check(store) {
      for (const number of [1, 2, 3]) await addRun(store, number);
      const runs = await store.read((unit) => unit.metadata.readRuns([3, 9, 1, 2].map(runIdOf)));
      assert.deepEqual(
        runs.map((run) => run.info.runId),
        [3, 1, 2].map(runIdOf),
      );
      assert.equal(await store.read((unit) => unit.metadata.findRun(runIdOf(9))), undefined);
    },
  },
  {
    name: 'ten thousand runs can be asked for at once',
    async check(store) {
      await addRun(store, 9_999);
      const ids = Array.from({ length: 10_000 }, (_, index) => runIdOf(index));
      const runs = await store.read((unit) => unit.metadata.readRuns(ids));
      assert.equal(runs.length, 1);
    },
  },
  {
    name: 'an update of a run changes what it names; an end can be taken back',
    async check(store) {
      const runId = await addRun(store, 1);
      const before = toRunRecord(1).info;
      const update = (patch: RunPatch) => store.write((unit) => unit.metadata.updateRun(runId, patch));
      await update({ status: 'FINISHED', endTime: 5_000 });
      const find = () => store.read((unit) => unit.metadata.findRun(runId));
      assert.deepEqual(await find(), { ...before, status: 'FINISHED', endTime: 5_000 });
      await update({ runName: 'renamed', lifecycleStage: 'deleted' });
      assert.deepEqual(await find(), {
        ...before,
        status: 'FINISHED',
        endTime: 5_000,
        runName: 'renamed',
        lifecycleStage: 'deleted',
      });
      await update({ endTime: null });
      assert.equal((await find())?.endTime, null);
    },
  },
  {
    name: 'writing to an unknown run is RESOURCE_DOES_NOT_EXIST and writes nothing',
    async check(store) {
      const isUnknown = (error: unknown): boolean =>
        MillraceError.is(error) && error.code === 'RESOURCE_DOES_NOT_EXIST';
      const runId = runIdOf(404);
      await assert.rejects(
        store.write((unit) => unit.metadata.putRunTags(runId, [{ key: 'a', value: 'b' }])),
        isUnknown,
      );
      await assert.rejects(
        store.write((unit) => unit.metrics.append(runId, [point('a', 1)])),
        isUnknown,
      );
      await assert.rejects(
        store.write((unit) => unit.metadata.insertRun(toRunRecord(1, { experimentId: 'x' }))),
        isUnknown,
      );
    },
  },
  {
    name: 'params are found by key; tags are put, replaced and removed',
    async check(store) {
      const runId = await addRun(store, 1, { params: [{ key: 'a', value: '1' }] });
      await store.write(async ({ metadata }) => {
        await metadata.insertParams(runId, [
          { key: 'b', value: '2' },
          { key: 'c', value: '3' },
        ]);
        await metadata.putRunTags(runId, [
          { key: 'y', value: '1' },
          { key: 'x', value: '2' },
        ]);
        await metadata.putRunTags(runId, [{ key: 'y', value: '3' }]);
      });
      await store.read(async ({ metadata }) => {
        assert.deepEqual(await metadata.findParams(runId, ['c', 'a', 'z']), [
          { key: 'c', value: '3' },
          { key: 'a', value: '1' },
        ]);
        assert.deepEqual(await metadata.findRunTags(runId), [
          { key: 'x', value: '2' },
          { key: 'y', value: '3' },
        ]);
      });
      const removed = await store.write(async ({ metadata }) => [
        await metadata.removeRunTag(runId, 'x'),
        await metadata.removeRunTag(runId, 'x'),
        await metadata.removeRunTag(runIdOf(9), 'x'),
      ]);
      assert.deepEqual(removed, [true, false, false]);
      assert.deepEqual(await store.read((unit) => unit.metadata.findRunTags(runId)), [
        { key: 'y', value: '3' },
      ]);
    },
  },
];
