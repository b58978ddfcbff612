import assert from 'node:assert/strict';
import { addModel, addVersion, findModel, findVersion } from './registry-seed.ts';
import type { StoreCheck } from './store-check.ts';

export const registryModelCases: readonly StoreCheck[] = [
  {
    name: 'a registered model is found by its exact name, as it was put',
    async check(store) {
      const tags = [
        { key: 'a', value: '1' },
        { key: 'b', value: '' },
      ];
      await addModel(store, 'Größe 😀', { description: 'd', creationTime: 1, lastUpdateTime: 2, tags });
      assert.deepEqual(await findModel(store, 'Größe 😀'), {
        name: 'Größe 😀',
        description: 'd',
        creationTime: 1,
        lastUpdateTime: 2,
        tags,
        aliases: [],
        latestVersions: [],
      });
      assert.equal(await findModel(store, 'größe 😀'), undefined);
      assert.equal(await findModel(store, ''), undefined);
    },
  },
  {
    name: 'an update of a model changes what it names, also to no description',
    async check(store) {
      await addModel(store, 'm', { description: 'before' });
      await store.write(({ registry }) => registry.updateModel('m', { lastUpdateTime: 30 }));
      assert.equal((await findModel(store, 'm'))?.description, 'before');
      await store.write(({ registry }) => registry.updateModel('m', { description: null }));
      const found = await findModel(store, 'm');
      assert.equal(found?.description, null);
      assert.equal(found.lastUpdateTime, 30);
      assert.equal(found.creationTime, 10);
    },
  },
  {
    name: 'a rename takes versions, tags and aliases with it',
    async check(store) {
      await addModel(store, 'old', { tags: [{ key: 't', value: '1' }] });
      await addVersion(store, 'old', { tags: [{ key: 'k', value: 'v' }] });
      await store.write(({ registry }) => registry.putAlias('old', { alias: 'champion', version: 1 }));
      await store.write(({ registry }) => registry.updateModel('old', { name: 'new' }));
      assert.equal(await findModel(store, 'old'), undefined);
      assert.equal(await findVersion(store, 'old', 1), undefined);
      const found = await findModel(store, 'new');
      assert.deepEqual(found?.tags, [{ key: 't', value: '1' }]);
      assert.deepEqual(found.aliases, [{ alias: 'champion', version: 1 }]);
      const version = await findVersion(store, 'new', 1);
      assert.equal(version?.name, 'new');
      assert.deepEqual(version.tags, [{ key: 'k', value: 'v' }]);
      assert.deepEqual(version.aliases, ['champion']);
      assert.deepEqual(found.latestVersions, [version]);
    },
  },
  {
    name: 'a model is removed with versions, tags and aliases; its name begins anew',
    async check(store) {
      await addModel(store, 'm', { tags: [{ key: 't', value: '1' }] });
      await addModel(store, 'other');
      await addVersion(store, 'm', { tags: [{ key: 'k', value: 'v' }] });
      await addVersion(store, 'other');
      await store.write(({ registry }) => registry.putAlias('m', { alias: 'champion', version: 1 }));
      await store.write(({ registry }) => registry.removeModel('m'));
      assert.equal(await findModel(store, 'm'), undefined);
      assert.equal(await findVersion(store, 'm', 1), undefined);
      assert.notEqual(await findVersion(store, 'other', 1), undefined);
      await addModel(store, 'm');
      assert.deepEqual(await findModel(store, 'm'), {
        name: 'm',
        description: null,
        creationTime: 10,
        lastUpdateTime: 10,
        tags: [],
        aliases: [],
        latestVersions: [],
      });
      assert.equal((await addVersion(store, 'm')).version, 1);
    },
  },
  {
    name: 'model tags and aliases are put, replaced and removed',
    async check(store) {
      await addModel(store, 'm');
      await addVersion(store, 'm');
      await addVersion(store, 'm');
      await store.write(async ({ registry }) => {
        await registry.putModelTag('m', { key: 'b', value: '1' });
        await registry.putModelTag('m', { key: 'a', value: '2' });
        await registry.putModelTag('m', { key: 'b', value: '3' });
        await registry.putAlias('m', { alias: 'y', version: 1 });
        await registry.putAlias('m', { alias: 'x', version: 1 });
        await registry.putAlias('m', { alias: 'y', version: 2 });
      });
      const found = await findModel(store, 'm');
      assert.deepEqual(found?.tags, [
        { key: 'a', value: '2' },
        { key: 'b', value: '3' },
      ]);
      assert.deepEqual(found.aliases, [
        { alias: 'x', version: 1 },
        { alias: 'y', version: 2 },
      ]);
      const removed = await store.write(async ({ registry }) => [
        await registry.removeModelTag('m', 'b'),
        await registry.removeModelTag('m', 'b'),
        await registry.removeModelTag('none', 'b'),
        await registry.removeAlias('m', 'y'),
        await registry.removeAlias('m', 'y'),
        await registry.removeAlias('none', 'y'),
      ]);
      assert.deepEqual(removed, [true, false, false, true, false, false]);
      const left = await findModel(store, 'm');
      assert.deepEqual(left?.tags, [{ key: 'a', value: '2' }]);
      assert.deepEqual(left.aliases, [{ alias: 'x', version: 1 }]);
    },
  },
  {
    name: 'a unit that throws leaves nothing in the registry',
    async check(store) {
      await addModel(store, 'm');
      const before = await findModel(store, 'm');
      await assert.rejects(
        store.write(async ({ registry }) => {
          await registry.putModelTag('m', { key: 'a', value: '1' });
          await registry.insertModel({
            name: 'n',
            description: null,
            creationTime: 1,
            lastUpdateTime: 1,
            tags: [],
          });
          await registry.appendAudit({
            time: 1,
            caller: 'ada',
            action: 'model.create',
            name: 'n',
            version: null,
            detail: {},
          });
          await registry.updateModel('m', { name: 'renamed' });
          throw new RangeError('no');
        }),
        RangeError,
      );
      assert.deepEqual(await findModel(store, 'm'), before);
      assert.equal(await findModel(store, 'n'), undefined);
      assert.deepEqual(await store.read(({ registry }) => registry.readAudit({ limit: 10 })), []);
    },
  },
];
