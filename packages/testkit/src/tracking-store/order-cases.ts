import assert from 'node:assert/strict';
import type { Experiment, FieldReference, OrderBy, TrackingStore } from '@millrace/spec';
import type { StoreCheck } from './store-check.ts';
import { addRun, append, point, runIdOf } from './store-check.ts';

const by = (field: string, direction: 'ASC' | 'DESC' = 'ASC'): OrderBy => {
  const dot = field.indexOf('.');
  const entity = field.slice(0, dot) as FieldReference['entity'];
  return { field: { entity, key: field.slice(dot + 1) }, direction };
};

const order = async (
  store: TrackingStore,
  orderBy: readonly OrderBy[],
  window: { limit: number; offset: number } = { limit: 100, offset: 0 },
): Promise<number[]> => {
  const runs = await store.read((unit) =>
    unit.metadata.searchRuns({ experimentIds: ['0'], viewType: 'ALL', orderBy, ...window }),
  );
  return runs.map((run) => Number.parseInt(run.info.runId, 16));
};

const names = async (store: TrackingStore, orderBy: readonly OrderBy[]): Promise<string[]> => {
  const found = await store.read((unit) =>
    unit.metadata.searchExperiments({ viewType: 'ALL', orderBy, limit: 100, offset: 0 }),
  );
  return found.map((experiment) => experiment.name);
};

const addExperiment = (
  store: TrackingStore,
  name: string,
  seed: Partial<Experiment> = {},
): Promise<Experiment> =>
  store.write((unit) =>
    unit.metadata.insertExperiment({
      name,
      artifactLocation: '',
      lifecycleStage: 'active',
      creationTime: 5,
      lastUpdateTime: 5,
      tags: [],
      ...seed,
    }),
  );

export const orderCases: readonly StoreCheck[] = [
  {
    name: 'metrics order by their latest: NaN after numbers, missing last, in both directions',
    async check(store) {
      const values = [2, Number.NaN, Number.NEGATIVE_INFINITY, 1, Number.POSITIVE_INFINITY];
      for (const [index, value] of values.entries()) {
        await append(store, await addRun(store, index), [point('m', 50), point('m', value, { step: 1 })]);
      }
      await addRun(store, 9);
      assert.deepEqual(await order(store, [by('metric.m')]), [2, 3, 0, 4, 1, 9]);
      assert.deepEqual(await order(store, [by('metric.m', 'DESC')]), [4, 0, 3, 2, 1, 9]);
    },
  },
  {
    name: 'params, tags and attributes order as text, missing last in both directions',
    async check(store) {
      const values = ['b', 'B', 'é', '10', '9', '\u{1F600}', '\u{FF21}'];
      for (const [index, value] of values.entries()) {
        await addRun(store, index, {
          params: [{ key: 'p', value }],
          tags: [{ key: 't', value }],
          runName: value,
        });
      }
      await addRun(store, 8, { runName: 'zz' });
      const ascending = [3, 4, 1, 0, 2, 6, 5];
      assert.deepEqual(await order(store, [by('param.p')]), [...ascending, 8]);
      assert.deepEqual(await order(store, [by('tag.t', 'DESC')]), [...ascending.toReversed(), 8]);
      assert.deepEqual(await order(store, [by('attribute.run_name')]), [3, 4, 1, 0, 8, 2, 6, 5]);
    },
  },
  {
    name: 'a missing end comes last in both directions',
    async check(store) {
      await addRun(store, 1, { endTime: 30 });
      await addRun(store, 2);
      await addRun(store, 3, { endTime: 20 });
      assert.deepEqual(await order(store, [by('attribute.end_time')]), [3, 1, 2]);
      assert.deepEqual(await order(store, [by('attribute.end_time', 'DESC')]), [1, 3, 2]);
    },
  },
  {
    name: 'ties end in start_time descending, then run_id',
    async check(store) {
      await addRun(store, 3, { startTime: 10 });
      await addRun(store, 1, { startTime: 20 });
      await addRun(store, 2, { startTime: 10 });
      assert.deepEqual(await order(store, []), [1, 2, 3]);
      assert.deepEqual(await order(store, [by('attribute.status')]), [1, 2, 3]);
      assert.deepEqual(await order(store, [by('attribute.start_time')]), [2, 3, 1]);
      assert.deepEqual(await order(store, [by('dataset.name')]), [1, 2, 3]);
      assert.deepEqual(await order(store, [by('metric.none', 'DESC')]), [1, 2, 3]);
    },
  },
  {
    name: 'later orders break the ties of earlier ones',
    async check(store) {
      const seeds = [
        ['a', 1],
        ['b', 1],
        ['a', 2],
        ['b', 2],
      ] as const;
      for (const [index, [value, metric]] of seeds.entries()) {
        const runId = await addRun(store, index, { params: [{ key: 'p', value }] });
        await append(store, runId, [point('m', metric)]);
      }
      assert.deepEqual(await order(store, [by('metric.m', 'DESC'), by('param.p')]), [2, 3, 0, 1]);
      assert.deepEqual(await order(store, [by('param.p', 'DESC'), by('metric.m')]), [1, 3, 0, 2]);
    },
  },
  {
    name: 'windows put together are the whole result',
    async check(store) {
      for (let number = 0; number < 25; number += 1) await addRun(store, number, { startTime: number % 4 });
      const whole = await order(store, []);
      const pages = [];
      for (let offset = 0; offset < 30; offset += 7)
        pages.push(...(await order(store, [], { limit: 7, offset })));
      assert.deepEqual(pages, whole);
      assert.equal(new Set(whole).size, 25);
      assert.deepEqual(await order(store, [], { limit: 0, offset: 0 }), []);
    },
  },
  {
    name: 'a found run comes with its params and tags',
    async check(store) {
      await addRun(store, 1, { params: [{ key: 'a', value: 'b' }], tags: [{ key: 'c', value: 'd' }] });
      await store.read(async ({ metadata }) => {
        const [found] = await metadata.searchRuns({
          experimentIds: ['0'],
          viewType: 'ALL',
          orderBy: [],
          limit: 1,
          offset: 0,
        });
        assert.deepEqual(found, (await metadata.readRuns([runIdOf(1)]))[0]);
      });
    },
  },
  {
    name: 'experiments order by creation, newest first, unless asked otherwise; ties by the newest id',
    async check(store) {
      await addExperiment(store, 'a', { creationTime: 5, tags: [{ key: 't', value: '2' }] });
      await addExperiment(store, 'c', { creationTime: 7, tags: [{ key: 't', value: '1' }] });
      await addExperiment(store, 'b', { creationTime: 7, lastUpdateTime: 9 });
      assert.deepEqual(await names(store, []), ['Default', 'c', 'b', 'a']);
      assert.deepEqual(await names(store, [by('attribute.name', 'DESC')]), ['c', 'b', 'a', 'Default']);
      assert.deepEqual((await names(store, [by('attribute.creation_time')])).slice(0, 3), ['a', 'b', 'c']);
      assert.deepEqual(await names(store, [by('attribute.experiment_id', 'DESC')]), [
        'b',
        'c',
        'a',
        'Default',
      ]);
      assert.deepEqual(await names(store, [by('tag.t')]), ['c', 'a', 'b', 'Default']);
    },
  },
  {
    name: 'experiment filters look at name, times, id and tags; stages by view type',
    async check(store) {
      await addExperiment(store, 'vision/a', { tags: [{ key: 'team', value: 'x' }] });
      await addExperiment(store, 'Vision/b', { lifecycleStage: 'deleted' });
      const find = async (
        field: string,
        comparator: '=' | '!=' | 'LIKE' | 'ILIKE' | '>',
        value: string | number,
      ) => {
        const found = await store.read((unit) =>
          unit.metadata.searchExperiments({
            viewType: 'ALL',
            filter: { kind: 'comparison', field: by(field).field, comparator, value },
            orderBy: [by('attribute.name')],
            limit: 10,
            offset: 0,
          }),
        );
        return found.map((experiment) => experiment.name);
      };
      assert.deepEqual(await find('attribute.name', 'LIKE', 'vision%'), ['vision/a']);
      assert.deepEqual(await find('attribute.name', 'ILIKE', 'vision%'), ['Vision/b', 'vision/a']);
      assert.deepEqual(await find('attribute.experiment_id', '=', '0'), ['Default']);
      assert.deepEqual(await find('attribute.creation_time', '>', 5), ['Default']);
      assert.deepEqual(await find('tag.team', '=', 'x'), ['vision/a']);
      assert.deepEqual(await find('tag.team', '!=', 'x'), []);
      const active = await store.read((unit) =>
        unit.metadata.searchExperiments({ viewType: 'ACTIVE_ONLY', orderBy: [], limit: 1, offset: 1 }),
      );
      assert.deepEqual(
        active.map((experiment) => [experiment.name, experiment.tags]),
        [['vision/a', [{ key: 'team', value: 'x' }]]],
      );
    },
  },
];
