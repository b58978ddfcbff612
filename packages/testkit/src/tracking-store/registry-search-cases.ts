import assert from 'node:assert/strict';
import type { Comparator, Comparison, FieldReference, Filter, OrderBy, TrackingStore } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { addModel, addVersion } from './registry-seed.ts';
import type { StoreCheck } from './store-check.ts';

const clause = (field: string, comparator: Comparator, value: Comparison['value']): Filter => {
  const [entity, ...key] = field.split('.');
  return {
    kind: 'comparison',
    field: { entity: entity as FieldReference['entity'], key: key.join('.') },
    comparator,
    value,
  };
};

const by = (key: string, direction: OrderBy['direction'] = 'ASC'): OrderBy => ({
  field: { entity: 'attribute', key },
  direction,
});

const seed = async (store: TrackingStore): Promise<void> => {
  await addModel(store, 'beta', { lastUpdateTime: 30, tags: [{ key: 'team', value: 'Vision' }] });
  await addModel(store, 'Alpha', { lastUpdateTime: 30 });
  await addModel(store, 'gamma%', { lastUpdateTime: 10, tags: [{ key: 'team', value: 'text' }] });
  await addVersion(store, 'beta', { runId: 'r1', source: 'runs:/r1/model', lastUpdateTime: 50 });
  await addVersion(store, 'beta', { runId: 'r2', tags: [{ key: 'k', value: 'v' }], lastUpdateTime: 60 });
  await addVersion(store, 'Alpha', { creationTime: 90, lastUpdateTime: 60 });
  await addVersion(store, 'beta', { tags: [{ key: 'k', value: 'w' }], lastUpdateTime: 60 });
};

const models = async (store: TrackingStore, filter?: Filter, orderBy: readonly OrderBy[] = []) => {
  const found = await store.read(({ registry }) =>
    registry.searchModels({ filter, orderBy, limit: 100, offset: 0 }),
  );
  return found.map(({ name }) => name);
};

const versions = async (store: TrackingStore, filter?: Filter, orderBy: readonly OrderBy[] = []) => {
  const found = await store.read(({ registry }) =>
    registry.searchModelVersions({ filter, orderBy, limit: 100, offset: 0 }),
  );
  return found.map(({ name, version }) => `${name} ${version}`);
};

const not = (operand: Filter): Filter => ({ kind: 'not', operand });

const MODELS: readonly (readonly [string, Filter, readonly string[]])[] = [
  ['a name', clause('attribute.name', '=', 'beta'), ['beta']],
  ['a name in a list', clause('attribute.name', 'IN', ['beta', 'Alpha', 'x']), ['Alpha', 'beta']],
  ['LIKE is case-sensitive', clause('attribute.name', 'LIKE', 'a%'), []],
  ['ILIKE is not', clause('attribute.name', 'ILIKE', 'a%'), ['Alpha']],
  ['a tag', clause('tag.team', 'LIKE', 'V%'), ['beta']],
  ['a missing tag does not differ', clause('tag.team', '!=', 'x'), ['beta', 'gamma%']],
  ['not holds for what is missing', not(clause('tag.team', '=', 'text')), ['Alpha', 'beta']],
];

const VERSIONS: readonly (readonly [string, Filter, readonly string[]])[] = [
  ['a name', clause('attribute.name', '=', 'Alpha'), ['Alpha 1']],
  ['a number', clause('attribute.version_number', '>=', 2), ['beta 3', 'beta 2']],
  ['a run', clause('attribute.run_id', '=', 'r1'), ['beta 1']],
  ['a missing run does not differ', clause('attribute.run_id', '!=', 'r1'), ['beta 2']],
  ['runs in a list', clause('attribute.run_id', 'IN', ['r1', 'r2']), ['beta 2', 'beta 1']],
  ['not of a missing run', not(clause('attribute.run_id', '=', 'r1')), ['Alpha 1', 'beta 3', 'beta 2']],
  ['a source', clause('attribute.source_path', 'ILIKE', 'RUNS:/r1%'), ['beta 1']],
  ['a tag', clause('tag.k', '=', 'v'), ['beta 2']],
  ['a tag of the model is none of the version', clause('tag.team', 'LIKE', '%'), []],
];

export const registrySearchCases: readonly StoreCheck[] = [
  ...MODELS.map(([title, filter, expected]) => ({
    name: `model filter: ${title}`,
    async check(store: TrackingStore) {
      await seed(store);
      assert.deepEqual(await models(store, filter), expected);
    },
  })),
  ...VERSIONS.map(([title, filter, expected]) => ({
    name: `version filter: ${title}`,
    async check(store: TrackingStore) {
      await seed(store);
      assert.deepEqual(await versions(store, filter), expected);
    },
  })),
  {
    name: 'models come by name, or as asked with ties by name',
    async check(store) {
      await seed(store);
      assert.deepEqual(await models(store), ['Alpha', 'beta', 'gamma%']);
      assert.deepEqual(await models(store, undefined, [by('name', 'DESC')]), ['gamma%', 'beta', 'Alpha']);
      const byTime = [by('last_updated_timestamp', 'DESC')];
      assert.deepEqual(await models(store, undefined, byTime), ['Alpha', 'beta', 'gamma%']);
    },
  },
  {
    name: 'versions come newest first, or as asked with ties by name and number',
    async check(store) {
      await seed(store);
      assert.deepEqual(await versions(store), ['Alpha 1', 'beta 3', 'beta 2', 'beta 1']);
      const order = (key: string, direction?: OrderBy['direction']) =>
        versions(store, undefined, [by(key, direction)]);
      assert.deepEqual(await order('name'), ['Alpha 1', 'beta 3', 'beta 2', 'beta 1']);
      assert.deepEqual(await order('version_number'), ['Alpha 1', 'beta 1', 'beta 2', 'beta 3']);
      assert.deepEqual(await order('last_updated_timestamp'), ['beta 1', 'Alpha 1', 'beta 3', 'beta 2']);
      assert.deepEqual(await order('creation_timestamp', 'DESC'), ['Alpha 1', 'beta 3', 'beta 2', 'beta 1']);
    },
  },
  {
    name: 'a window of the registry is cut from the ordered whole',
    async check(store) {
      await seed(store);
      const window = { orderBy: [], limit: 1, offset: 1 };
      await store.read(async ({ registry }) => {
        assert.deepEqual(
          (await registry.searchModels(window)).map(({ name }) => name),
          ['beta'],
        );
        assert.deepEqual(
          (await registry.searchModelVersions(window)).map(({ name, version }) => [name, version]),
          [['beta', 3]],
        );
      });
    },
  },
  {
    name: 'the registry refuses unknown attributes, and orders by attributes alone',
    async check(store) {
      await seed(store);
      const isInvalid = (error: unknown): boolean =>
        MillraceError.is(error) && error.code === 'INVALID_PARAMETER_VALUE';
      for (const key of ['colour', 'constructor', '__proto__', 'id']) {
        await assert.rejects(models(store, clause(`attribute.${key}`, '=', 'x')), isInvalid, key);
        await assert.rejects(versions(store, clause(`attribute.${key}`, '=', 'x')), isInvalid, key);
        await assert.rejects(versions(store, undefined, [by(key)]), isInvalid, key);
      }
      const byTag: OrderBy = { field: { entity: 'tag', key: 'team' }, direction: 'ASC' };
      await assert.rejects(models(store, undefined, [byTag]), isInvalid);
    },
  },
];
