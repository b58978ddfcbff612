import assert from 'node:assert/strict';
import type {
  LoggedModel,
  LoggedModelInfo,
  LoggedModelQuery,
  ModelMetric,
  TrackingStore,
} from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { StoreCheck } from './store-check.ts';
import { addRun } from './store-check.ts';

const modelIdOf = (number: number): string => `m-${number.toString(16).padStart(32, '0')}`;

type Seed = Partial<LoggedModelInfo> & Partial<Pick<LoggedModel, 'params' | 'tags'>>;

const addModel = async (
  store: TrackingStore,
  number: number,
  { params = [], tags = [], ...info }: Seed = {},
): Promise<Omit<LoggedModel, 'metrics'>> => {
  const modelId = modelIdOf(number);
  const model = {
    info: {
      modelId,
      experimentId: '0',
      name: `model-${number}`,
      artifactUri: `mlflow-artifacts:/0/models/${modelId}/artifacts`,
      status: 'PENDING',
      modelType: '',
      sourceRunId: '',
      creationTime: 1_000 + number,
      lastUpdateTime: 1_000 + number,
      lifecycleStage: 'active',
      ...info,
    },
    params,
    tags,
  } as const;
  await store.write((unit) => unit.loggedModels.insertLoggedModel(model));
  return model;
};

const read = async (store: TrackingStore, number: number): Promise<LoggedModel | undefined> =>
  (await store.read((unit) => unit.loggedModels.readLoggedModels([modelIdOf(number)])))[0];

const search = async (store: TrackingStore, query: Partial<LoggedModelQuery> = {}): Promise<string[]> => {
  const whole = { experimentIds: ['0'], datasets: [], orderBy: [], limit: 100, offset: 0, ...query };
  const found = await store.read((unit) => unit.loggedModels.searchLoggedModels(whole));
  return found.map(({ info }) => info.name);
};

const append = (store: TrackingStore, number: number, points: readonly ModelMetric[]): Promise<void> =>
  store.write((unit) => unit.loggedModels.appendModelMetrics(modelIdOf(number), points));

const isUnknown = (error: unknown): boolean =>
  MillraceError.is(error) && error.code === 'RESOURCE_DOES_NOT_EXIST';

export const loggedModelCases: readonly StoreCheck[] = [
  {
    name: 'a logged model is read back as it was written, params and tags by key',
    async check(store) {
      const params = [
        { key: 'b', value: '' },
        { key: 'a', value: 'ü😀' },
      ];
      const model = await addModel(store, 1, { params, tags: [{ key: 't', value: 'v' }] });
      await addModel(store, 2);
      assert.deepEqual(
        await store.read((unit) => unit.loggedModels.findLoggedModel(modelIdOf(1))),
        model.info,
      );
      assert.deepEqual(await read(store, 1), { ...model, params: params.toReversed(), metrics: [] });
      assert.equal(await store.read((unit) => unit.loggedModels.findLoggedModel(modelIdOf(9))), undefined);
      const many = await store.read((unit) => unit.loggedModels.readLoggedModels([2, 9, 1].map(modelIdOf)));
      assert.deepEqual(
        many.map(({ info }) => info.name),
        ['model-2', 'model-1'],
      );
    },
  },
  {
    name: 'a logged model is updated, tagged and given params; a deleted one is not found by a search',
    async check(store) {
      const { info } = await addModel(store, 1, { params: [{ key: 'a', value: '1' }] });
      await addModel(store, 2);
      await store.write(async ({ loggedModels }) => {
        await loggedModels.updateLoggedModel(info.modelId, { status: 'READY', lastUpdateTime: 9_000 });
        await loggedModels.putLoggedModelTags(info.modelId, [{ key: 'x', value: '1' }]);
        await loggedModels.putLoggedModelTags(info.modelId, [{ key: 'x', value: '2' }]);
        await loggedModels.insertLoggedModelParams(info.modelId, [{ key: 'b', value: '2' }]);
      });
      const found = await read(store, 1);
      assert.deepEqual(found?.info, { ...info, status: 'READY', lastUpdateTime: 9_000 });
      assert.deepEqual(found.tags, [{ key: 'x', value: '2' }]);
      assert.deepEqual(
        await store.read((unit) => unit.loggedModels.findLoggedModelParams(info.modelId, ['b', 'z', 'a'])),
        [
          { key: 'a', value: '1' },
          { key: 'b', value: '2' },
        ],
      );
      const removed = await store.write(async ({ loggedModels }) => [
        await loggedModels.removeLoggedModelTag(info.modelId, 'x'),
        await loggedModels.removeLoggedModelTag(info.modelId, 'x'),
        await loggedModels.removeLoggedModelTag(modelIdOf(9), 'x'),
      ]);
      assert.deepEqual(removed, [true, false, false]);
      await store.write((unit) =>
        unit.loggedModels.updateLoggedModel(info.modelId, { lifecycleStage: 'deleted' }),
      );
      assert.deepEqual(await search(store), ['model-2']);
      assert.equal((await read(store, 1))?.info.lifecycleStage, 'deleted');
    },
  },
  {
    name: "a model's points keep their run and dataset; an exact repeat changes nothing",
    async check(store) {
      const runId = await addRun(store, 1);
      await addModel(store, 1);
      const at = { timestamp: 5, step: 1, runId };
      const points: ModelMetric[] = [
        { key: 'a', value: 0.5, ...at, datasetName: 'train', datasetDigest: '1' },
        { key: 'a', value: 0.5, ...at },
        { key: 'a', value: 0.7, ...at },
        { key: 'b', value: Number.NaN, ...at },
        { key: 'b', value: Number.NEGATIVE_INFINITY, ...at },
      ];
      await append(store, 1, points);
      await append(store, 1, points);
      assert.deepEqual((await read(store, 1))?.metrics, points);
      await assert.rejects(append(store, 9, points), isUnknown);
      await assert.rejects(
        append(store, 1, [{ key: 'a', value: 9, ...at, runId: 'f'.repeat(32) }]),
        isUnknown,
      );
      assert.equal((await read(store, 1))?.metrics.length, 5);
    },
  },
  {
    name: 'a filter over a metric looks at every point, of the datasets asked for',
    async check(store) {
      const runId = await addRun(store, 1);
      const at = { timestamp: 1, step: 0, runId };
      for (const number of [1, 2, 3]) await addModel(store, number);
      await append(store, 1, [
        { key: 'acc', value: 0.9, ...at, datasetName: 'train', datasetDigest: '1' },
        { key: 'acc', value: 0.1, ...at, datasetName: 'test', datasetDigest: '1' },
      ]);
      await append(store, 2, [{ key: 'acc', value: 0.8, ...at, datasetName: 'test', datasetDigest: '2' }]);
      const filter = {
        kind: 'comparison',
        field: { entity: 'metric', key: 'acc' },
        comparator: '>',
        value: 0.5,
      } as const;
      assert.deepEqual(await search(store, { filter }), ['model-2', 'model-1']);
      assert.deepEqual(await search(store, { filter, datasets: [{ name: 'test' }] }), ['model-2']);
      assert.deepEqual(await search(store, { datasets: [{ name: 'test' }] }), ['model-2', 'model-1']);
      assert.deepEqual(await search(store, { datasets: [{ name: 'test', digest: '1' }] }), ['model-1']);
      assert.deepEqual(await search(store, { filter, datasets: [{ name: 'train', digest: '9' }] }), []);
    },
  },
  {
    name: 'an order over a metric goes by its latest point; models without one come last, after NaN',
    async check(store) {
      const runId = await addRun(store, 1);
      for (const number of [1, 2, 3, 4]) await addModel(store, number);
      const add = (number: number, values: number[], datasetName = 'd'): Promise<void> =>
        append(
          store,
          number,
          values.map((value, timestamp) => ({ key: 'acc', value, timestamp, step: 0, runId, datasetName })),
        );
      await add(1, [9, 1]);
      await add(2, [0, 2]);
      await add(2, [7, 7, 7], 'other');
      await add(3, [Number.NaN]);
      const by = (direction: 'ASC' | 'DESC', rest: object = {}) => ({
        orderBy: [{ field: { entity: 'metric', key: 'acc' }, direction, ...rest }] as const,
      });
      assert.deepEqual(await search(store, by('ASC')), ['model-1', 'model-2', 'model-3', 'model-4']);
      assert.deepEqual(await search(store, by('DESC')), ['model-2', 'model-1', 'model-3', 'model-4']);
      assert.deepEqual(await search(store, by('DESC', { datasetName: 'other' })), [
        'model-2',
        'model-4',
        'model-3',
        'model-1',
      ]);
    },
  },
  {
    name: 'logged models come newest first, by id where that is equal, in windows, of the experiments asked for',
    async check(store) {
      for (const number of [1, 2, 3]) await addModel(store, number, { creationTime: 7 });
      await addModel(store, 4, { creationTime: 8 });
      assert.deepEqual(await search(store), ['model-4', 'model-1', 'model-2', 'model-3']);
      assert.deepEqual(await search(store, { limit: 2, offset: 1 }), ['model-1', 'model-2']);
      assert.deepEqual(await search(store, { experimentIds: ['1'] }), []);
    },
  },
  {
    name: 'a change of a logged model is told as one of its experiment, and undone with its unit',
    async check(store) {
      const stop = new AbortController();
      const changes = store.changes.subscribe({ signal: stop.signal })[Symbol.asyncIterator]();
      await changes.next();
      await addModel(store, 1);
      const { value } = await changes.next();
      assert.deepEqual(value?.changes, [{ experimentId: '0', metrics: false, metadata: true }]);
      stop.abort();
      await assert.rejects(
        store.write(async ({ loggedModels }) => {
          await loggedModels.putLoggedModelTags(modelIdOf(1), [{ key: 'a', value: 'b' }]);
          await loggedModels.updateLoggedModel(modelIdOf(1), { status: 'READY' });
          throw new RangeError('no');
        }),
        RangeError,
      );
      const model = await read(store, 1);
      assert.deepEqual([model?.info.status, model?.tags], ['PENDING', []]);
      await assert.rejects(addModel(store, 2, { experimentId: 'x' }), isUnknown);
    },
  },
];
