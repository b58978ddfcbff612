import assert from 'node:assert/strict';
import type { Dataset, DatasetInput, RunLineage, TrackingStore } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { StoreCheck } from './store-check.ts';
import { addRun, runIdOf } from './store-check.ts';

const dataset = (name: string, rest: Partial<Dataset> = {}): Dataset => ({
  name,
  digest: 'd1',
  sourceType: 'local',
  source: '{}',
  ...rest,
});

const inContext = (value: string, data: Dataset): DatasetInput => ({
  dataset: data,
  tags: [{ key: 'mlflow.data.context', value }],
});

const lineageOf = async (store: TrackingStore, runId: string): Promise<RunLineage | undefined> =>
  (await store.read((unit) => unit.lineage.readLineage([runId]))).get(runId);

export const lineageCases: readonly StoreCheck[] = [
  {
    name: 'what a run read and made is read back in the order it was told',
    async check(store) {
      const runId = await addRun(store, 1);
      assert.equal(await lineageOf(store, runId), undefined);
      const first = inContext('train', dataset('b', { schema: '{"a":1}', profile: 'ü😀' }));
      const second: DatasetInput = { dataset: dataset('a'), tags: [] };
      await store.write(async ({ lineage }) => {
        await lineage.addDatasets(runId, [first, second]);
        await lineage.addInputModels(runId, ['m-2', 'm-1']);
        await lineage.addOutputModels(runId, [{ modelId: 'm-3', step: -7 }]);
      });
      assert.deepEqual(await lineageOf(store, runId), {
        datasets: [first, second],
        inputModels: ['m-2', 'm-1'],
        outputModels: [{ modelId: 'm-3', step: -7 }],
      });
    },
  },
  {
    name: 'told again, a dataset and an edge stay as they were; another run has its own',
    async check(store) {
      const runId = await addRun(store, 1);
      const other = await addRun(store, 2);
      const told = inContext('train', dataset('a'));
      await store.write(async ({ lineage }) => {
        await lineage.addDatasets(runId, [told]);
        await lineage.addOutputModels(runId, [{ modelId: 'm', step: 1 }]);
      });
      await store.write(async ({ lineage }) => {
        await lineage.addDatasets(runId, [inContext('eval', dataset('a', { source: 'changed' }))]);
        await lineage.addOutputModels(runId, [{ modelId: 'm', step: 2 }]);
        await lineage.addDatasets(other, [inContext('eval', dataset('a', { source: 'changed' }))]);
      });
      const found = await store.read((unit) => unit.lineage.readLineage([other, runId, runIdOf(9)]));
      assert.deepEqual(found.get(runId), {
        datasets: [told],
        inputModels: [],
        outputModels: [{ modelId: 'm', step: 1 }],
      });
      assert.deepEqual(found.get(other)?.datasets, [inContext('eval', dataset('a'))]);
      assert.equal(found.size, 2);
    },
  },
  {
    name: 'datasets of an experiment are told once for each context, ordered and limited',
    async check(store) {
      const runId = await addRun(store, 1);
      const other = await addRun(store, 2);
      await store.write(async ({ lineage }) => {
        await lineage.addDatasets(runId, [
          inContext('train', dataset('b')),
          { dataset: dataset('a'), tags: [] },
        ]);
        await lineage.addDatasets(other, [inContext('train', dataset('b')), inContext('eval', dataset('a'))]);
      });
      const search = (ids: string[], limit: number) =>
        store.read((unit) => unit.lineage.searchDatasets(ids, limit));
      const all = [
        { experimentId: '0', name: 'a', digest: 'd1' },
        { experimentId: '0', name: 'a', digest: 'd1', context: 'eval' },
        { experimentId: '0', name: 'b', digest: 'd1', context: 'train' },
      ];
      assert.deepEqual(await search(['0'], 10), all);
      assert.deepEqual(await search(['0'], 2), all.slice(0, 2));
      assert.deepEqual(await search(['1', 'x'], 10), []);
    },
  },
  {
    name: 'runs are found by any of their datasets',
    async check(store) {
      const runId = await addRun(store, 1);
      await addRun(store, 2);
      await store.write(({ lineage }) =>
        lineage.addDatasets(runId, [inContext('train', dataset('a')), { dataset: dataset('b'), tags: [] }]),
      );
      const find = async (key: string, comparator: '=' | '!=', value: string): Promise<number> =>
        store.read((unit) =>
          unit.metadata.countRuns({
            experimentIds: ['0'],
            viewType: 'ALL',
            filter: { kind: 'comparison', field: { entity: 'dataset', key }, comparator, value },
          }),
        );
      assert.equal(await find('name', '=', 'b'), 1);
      assert.equal(await find('name', '!=', 'b'), 1);
      assert.equal(await find('name', '=', 'c'), 0);
      assert.equal(await find('digest', '=', 'd1'), 1);
      assert.equal(await find('context', '=', 'train'), 1);
      assert.equal(await find('context', '!=', 'train'), 0);
    },
  },
  {
    name: 'lineage of an unknown run is refused, and nothing stays of a unit that failed',
    async check(store) {
      const isUnknown = (error: unknown): boolean =>
        MillraceError.is(error) && error.code === 'RESOURCE_DOES_NOT_EXIST';
      await assert.rejects(
        store.write((unit) => unit.lineage.addInputModels(runIdOf(9), ['m'])),
        isUnknown,
      );
      const runId = await addRun(store, 1);
      await assert.rejects(
        store.write(async ({ lineage }) => {
          await lineage.addDatasets(runId, [inContext('train', dataset('a'))]);
          await lineage.addInputModels(runId, ['m']);
          throw new RangeError('no');
        }),
        RangeError,
      );
      assert.equal(await lineageOf(store, runId), undefined);
      assert.deepEqual(await store.read((unit) => unit.lineage.searchDatasets(['0'], 5)), []);
    },
  },
];
