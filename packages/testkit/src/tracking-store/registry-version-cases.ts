import assert from 'node:assert/strict';
import { addModel, addVersion, findModel, findVersion } from './registry-seed.ts';
import type { StoreCheck } from './store-check.ts';

export const registryVersionCases: readonly StoreCheck[] = [
  {
    name: 'versions are numbered from 1 within their model, deleted ones counted',
    async check(store) {
      await addModel(store, 'a');
      await addModel(store, 'b');
      assert.equal((await addVersion(store, 'a')).version, 1);
      assert.equal((await addVersion(store, 'a')).version, 2);
      assert.equal((await addVersion(store, 'b')).version, 1);
      await store.write(({ registry }) => registry.redactModelVersion({ name: 'a', version: 2 }, 30));
      assert.equal((await addVersion(store, 'a')).version, 3);
    },
  },
  {
    name: 'versions made at once are numbered without gap or repeat',
    async check(store) {
      await addModel(store, 'm');
      const made = await Promise.allSettled(
        Array.from({ length: 50 }, async (_, index) =>
          index % 5 === 0
            ? store.write(async ({ registry }) => {
                await registry.insertModelVersion({
                  name: 'm',
                  creationTime: 1,
                  lastUpdateTime: 1,
                  description: null,
                  stage: 'None',
                  source: '',
                  storageLocation: '',
                  runId: null,
                  modelId: null,
                  runLink: '',
                  status: 'READY',
                  statusMessage: '',
                  tags: [],
                });
                throw new RangeError('taken back');
              })
            : addVersion(store, 'm'),
        ),
      );
      const numbers = made.flatMap((outcome) =>
        outcome.status === 'fulfilled' ? [outcome.value.version] : [],
      );
      assert.deepEqual(
        numbers.toSorted((left, right) => left - right),
        Array.from({ length: 40 }, (_, index) => index + 1),
      );
    },
  },
  {
    name: 'a version is found as it was put',
    async check(store) {
      await addModel(store, 'm');
      const seed = {
        creationTime: 1,
        lastUpdateTime: 2,
        description: '',
        source: 'models:/x/1',
        storageLocation: 'mlflow-artifacts:/1/r/artifacts/model',
        runId: 'r',
        modelId: 'm-1',
        runLink: 'https://example.org',
        status: 'PENDING_REGISTRATION',
        statusMessage: 'soon',
        tags: [{ key: 'a', value: 'ü' }],
      } as const;
      const made = await addVersion(store, 'm', seed);
      assert.deepEqual(made, { ...seed, name: 'm', version: 1, stage: 'None', aliases: [] });
      assert.deepEqual(await findVersion(store, 'm', 1), made);
      for (const number of [0, 2, -1, 2 ** 53 - 1]) {
        assert.equal(await findVersion(store, 'm', number), undefined, `version ${number}`);
      }
      assert.equal(await findVersion(store, 'none', 1), undefined);
    },
  },
  {
    name: 'an update of a version changes what it names, also to no description',
    async check(store) {
      await addModel(store, 'm');
      const made = await addVersion(store, 'm', { description: 'd' });
      const key = { name: 'm', version: 1 };
      await store.write(({ registry }) =>
        registry.updateModelVersion(key, { stage: 'Staging', lastUpdateTime: 30 }),
      );
      assert.deepEqual(await findVersion(store, 'm', 1), { ...made, stage: 'Staging', lastUpdateTime: 30 });
      await store.write(({ registry }) => registry.updateModelVersion(key, { description: null }));
      assert.equal((await findVersion(store, 'm', 1))?.description, null);
    },
  },
  {
    name: 'a redacted version is found by nobody, and takes its aliases and tags with it',
    async check(store) {
      await addModel(store, 'm');
      await addVersion(store, 'm', { tags: [{ key: 'k', value: 'v' }] });
      await addVersion(store, 'm');
      const key = { name: 'm', version: 1 };
      await store.write(async ({ registry }) => {
        await registry.putAlias('m', { alias: 'one', version: 1 });
        await registry.putAlias('m', { alias: 'two', version: 2 });
        await registry.redactModelVersion(key, 30);
      });
      assert.equal(await findVersion(store, 'm', 1), undefined);
      const model = await findModel(store, 'm');
      assert.deepEqual(model?.aliases, [{ alias: 'two', version: 2 }]);
      assert.deepEqual(
        model.latestVersions.map(({ version }) => version),
        [2],
      );
      const found = await store.read(({ registry }) =>
        registry.searchModelVersions({ orderBy: [], limit: 10, offset: 0 }),
      );
      assert.deepEqual(
        found.map(({ version }) => version),
        [2],
      );
      await assert.rejects(
        Promise.resolve(
          store.write(({ registry }) => registry.updateModelVersion(key, { stage: 'Staging' })),
        ),
      );
      assert.equal(await store.write(({ registry }) => registry.removeModelVersionTag(key, 'k')), false);
    },
  },
  {
    name: 'the latest versions of a model are the highest of each stage, by version',
    async check(store) {
      await addModel(store, 'm');
      for (const stage of ['Archived', 'None', 'Production', 'None', 'Archived', 'Staging'] as const) {
        await addVersion(store, 'm', { stage });
      }
      await store.write(({ registry }) => registry.redactModelVersion({ name: 'm', version: 6 }, 30));
      const model = await findModel(store, 'm');
      assert.deepEqual(
        model?.latestVersions.map(({ version, stage }) => [version, stage]),
        [
          [3, 'Production'],
          [4, 'None'],
          [5, 'Archived'],
        ],
      );
    },
  },
  {
    name: 'versions move from stage to stage but for one, and tell which; touching reaches all of one model',
    async check(store) {
      await addModel(store, 'm');
      await addModel(store, 'other');
      for (const stage of ['Staging', 'Staging', 'None', 'Staging', 'Staging'] as const) {
        await addVersion(store, 'm', { stage });
      }
      await addVersion(store, 'other', { stage: 'Staging' });
      await store.write(({ registry }) => registry.redactModelVersion({ name: 'm', version: 5 }, 30));
      const moved = await store.write(({ registry }) =>
        registry.moveModelVersions('m', { from: 'Staging', to: 'Archived', except: 2, time: 40 }),
      );
      assert.deepEqual(moved, [1, 4]);
      const at = async (name: string, version: number) => {
        const found = await findVersion(store, name, version);
        return [found?.stage, found?.lastUpdateTime];
      };
      assert.deepEqual(await at('m', 1), ['Archived', 40]);
      assert.deepEqual(await at('m', 2), ['Staging', 20]);
      assert.deepEqual(await at('m', 3), ['None', 20]);
      assert.deepEqual(await at('other', 1), ['Staging', 20]);
      await store.write(({ registry }) => registry.touchModelVersions('m', 50));
      assert.deepEqual(await at('m', 3), ['None', 50]);
      assert.deepEqual(await at('other', 1), ['Staging', 20]);
    },
  },
  {
    name: 'version tags are put, replaced and removed',
    async check(store) {
      await addModel(store, 'm');
      await addVersion(store, 'm');
      const key = { name: 'm', version: 1 };
      await store.write(async ({ registry }) => {
        await registry.putModelVersionTag(key, { key: 'b', value: '1' });
        await registry.putModelVersionTag(key, { key: 'a', value: '2' });
        await registry.putModelVersionTag(key, { key: 'b', value: '3' });
      });
      assert.deepEqual((await findVersion(store, 'm', 1))?.tags, [
        { key: 'a', value: '2' },
        { key: 'b', value: '3' },
      ]);
      const removed = await store.write(async ({ registry }) => [
        await registry.removeModelVersionTag(key, 'b'),
        await registry.removeModelVersionTag(key, 'b'),
        await registry.removeModelVersionTag({ name: 'm', version: 9 }, 'a'),
      ]);
      assert.deepEqual(removed, [true, false, false]);
    },
  },
];
