import assert from 'node:assert/strict';
import type { AuditAction, AuditEntry, TrackingStore } from '@millrace/spec';
import { addModel } from './registry-seed.ts';
import type { StoreCheck } from './store-check.ts';

const write = (store: TrackingStore, name: string, action: AuditAction) => {
  const version = action.startsWith('version.') ? 1 : null;
  return store.write(({ registry }) =>
    registry.appendAudit({ time: 5, caller: 'ada', action, name, version, detail: { key: 'ü"' } }),
  );
};

const read = (store: TrackingStore, window: { name?: string; before?: number; limit?: number } = {}) =>
  store.read(({ registry }) => registry.readAudit({ limit: 100, ...window }));

const actions = (entries: readonly AuditEntry[]): string[] =>
  entries.map(({ name, action }) => `${name} ${action}`);

export const registryAuditCases: readonly StoreCheck[] = [
  {
    name: 'the audit tells newest first what was written, in pages',
    async check(store) {
      await addModel(store, 'm');
      assert.deepEqual(await read(store), []);
      await write(store, 'm', 'model.create');
      await write(store, 'm', 'version.create');
      await write(store, 'm', 'version.setTag');
      const entries = await read(store);
      assert.deepEqual(actions(entries), ['m version.setTag', 'm version.create', 'm model.create']);
      const [newest, middle] = entries;
      assert.ok(newest !== undefined && middle !== undefined && newest.entryId > middle.entryId);
      assert.deepEqual(middle, {
        entryId: middle.entryId,
        time: 5,
        caller: 'ada',
        action: 'version.create',
        name: 'm',
        version: 1,
        detail: { key: 'ü"' },
      });
      assert.deepEqual(await read(store, { before: newest.entryId, limit: 1 }), [middle]);
    },
  },
  {
    name: 'the audit of a model follows its renames, outlives it and knows nothing of others',
    async check(store) {
      await addModel(store, 'a');
      await addModel(store, 'other');
      await write(store, 'a', 'model.create');
      await write(store, 'other', 'model.create');
      await store.write(({ registry }) => registry.updateModel('a', { name: 'b' }));
      await write(store, 'b', 'model.rename');
      await write(store, 'b', 'model.delete');
      await store.write(({ registry }) => registry.removeModel('b'));
      const whole = ['b model.delete', 'b model.rename', 'a model.create'];
      assert.deepEqual(actions(await read(store, { name: 'a' })), whole);
      assert.deepEqual(actions(await read(store, { name: 'b' })), whole);
      assert.deepEqual(actions(await read(store, { name: 'other' })), ['other model.create']);
      assert.deepEqual(await read(store, { name: 'none' }), []);
      await addModel(store, 'a');
      await write(store, 'a', 'model.create');
      assert.deepEqual(actions(await read(store, { name: 'b' })), whole);
      assert.deepEqual(actions(await read(store, { name: 'a' })), ['a model.create', ...whole]);
    },
  },
];
