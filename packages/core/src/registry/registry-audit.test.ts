import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun } from '../../test/harness.ts';

let harness: Harness;
let source: string;
beforeEach(async () => {
  harness = createHarness();
  source = `runs:/${await newRun(harness)}/model`;
  await harness.call('registeredModels.create', { name: 'm', description: 'd' });
  await harness.call('modelVersions.create', { name: 'm', source });
});

const audit = async (name?: string) => (await harness.call('registry.audit', { name })).entries;

const newest = async () => (await audit())[0];

const key = { name: 'm', version: 1 };

describe('the audit', () => {
  it('tells who changed what when', async () => {
    harness.at(5_000);
    const bob = { caller: { name: 'bob', grants: 'all' } } as const;
    await harness.call('registeredModels.setAlias', { ...key, alias: 'champion' }, bob);
    expect(await newest()).toEqual({
      entryId: expect.any(Number),
      time: 5_000,
      caller: 'bob',
      action: 'alias.set',
      name: 'm',
      version: 1,
      detail: { alias: 'champion', to: '1' },
    });
    const [, made, begun] = await audit();
    expect(made).toMatchObject({ caller: 'ada', action: 'version.create', version: 1, detail: { source } });
    expect(begun).toMatchObject({ action: 'model.create', version: null, detail: { description: 'd' } });
  });

  it.each([
    ['registeredModels.update', { name: 'm', description: 'e' }, 'model.update', { description: 'e' }],
    ['registeredModels.update', { name: 'm', description: null }, 'model.update', {}],
    [
      'registeredModels.setTag',
      { name: 'm', key: 'k', value: 'v' },
      'model.setTag',
      { key: 'k', value: 'v' },
    ],
    ['registeredModels.rename', { name: 'm', newName: 'n' }, 'model.rename', { from: 'm', to: 'n' }],
    ['registeredModels.delete', { name: 'm' }, 'model.delete', {}],
    ['modelVersions.update', { ...key, description: 'e' }, 'version.update', { description: 'e' }],
    ['modelVersions.setTag', { ...key, key: 'k', value: 'v' }, 'version.setTag', { key: 'k', value: 'v' }],
    [
      'modelVersions.transitionStage',
      { ...key, stage: 'staging' },
      'version.transition',
      { from: 'None', to: 'Staging' },
    ],
    ['modelVersions.delete', key, 'version.delete', {}],
  ] as const)('tells of %s %j', async (...row) => {
    const [id, input, action, detail] = row;
    await harness.call(id, input as never);
    expect(await newest()).toMatchObject({ action, version: action.startsWith('version') ? 1 : null });
    expect((await newest())?.detail).toEqual(detail);
  });

  it('tells of what is taken away, and not of what was not there', async () => {
    await harness.call('registeredModels.setTag', { name: 'm', key: 'k', value: 'v' });
    await harness.call('modelVersions.setTag', { ...key, key: 'k', value: 'v' });
    await harness.call('registeredModels.setAlias', { ...key, alias: 'a' });
    for (let count = 0; count < 2; count++) {
      await harness.call('registeredModels.deleteTag', { name: 'm', key: 'k' });
      await harness.call('modelVersions.deleteTag', { ...key, key: 'k' });
      await harness.call('registeredModels.deleteAlias', { name: 'm', alias: 'a' });
    }
    expect((await audit()).slice(0, 4).map(({ action, version }) => [action, version])).toEqual([
      ['alias.delete', 1],
      ['version.deleteTag', 1],
      ['model.deleteTag', null],
      ['alias.set', 1],
    ]);
  });

  it('tells of versions that were archived, and for which', async () => {
    await harness.call('modelVersions.create', { name: 'm', source });
    await harness.call('modelVersions.transitionStage', { ...key, stage: 'Production' });
    const stage = { name: 'm', version: 2, stage: 'Production', archiveExistingVersions: true };
    await harness.call('modelVersions.transitionStage', stage);
    const [second, first] = await audit();
    expect(second).toMatchObject({ version: 2, detail: { from: 'None', to: 'Production' } });
    expect(first).toMatchObject({
      version: 1,
      detail: { from: 'Production', to: 'Archived', because: 'version 2' },
    });
    await harness.call('modelVersions.transitionStage', stage);
    const [again, before] = await audit();
    expect(again).toMatchObject({ version: 2, detail: { from: 'Production', to: 'Production' } });
    expect(before).toEqual(second);
  });

  it('tells nothing of what was refused, and repeats nothing for a repeated request', async () => {
    const before = await audit();
    await expectRefusal(
      harness.call('modelVersions.create', { name: 'm', source: '/tmp' }),
      'INVALID_PARAMETER_VALUE',
    );
    await expectRefusal(
      harness.call('modelVersions.transitionStage', { ...key, stage: 'None', archiveExistingVersions: true }),
      'INVALID_PARAMETER_VALUE',
    );
    expect(await audit()).toEqual(before);
    const again = { caller: { name: 'ada', grants: 'all', idempotencyKey: 'k' } } as const;
    for (let count = 0; count < 2; count++) {
      await harness.call('registeredModels.setTag', { name: 'm', key: 'k', value: 'v' }, again);
    }
    expect(await audit()).toHaveLength(before.length + 1);
  });

  it('follows a model through its names, and outlives it', async () => {
    await harness.call('registeredModels.create', { name: 'other' });
    await harness.call('registeredModels.rename', { name: 'm', newName: 'n' });
    await harness.call('registeredModels.delete', { name: 'n' });
    const actions = ['model.delete', 'model.rename', 'version.create', 'model.create'];
    expect((await audit('m')).map(({ action }) => action)).toEqual(actions);
    expect((await audit('n')).map(({ action }) => action)).toEqual(actions);
    expect(await audit('none')).toEqual([]);
  });

  it('shortens long values', async () => {
    await harness.call('registeredModels.update', { name: 'm', description: '😀'.repeat(5_000) });
    const description = (await newest())?.detail['description'] ?? '';
    expect(description.length).toBeLessThanOrEqual(501);
    expect(description.endsWith('…')).toBe(true);
    expect(description.isWellFormed()).toBe(true);
  });

  it('comes in pages that what is written meanwhile does not move', async () => {
    for (const name of ['x', 'y', 'z']) await harness.call('registeredModels.create', { name });
    const whole = await audit();
    const first = await harness.call('registry.audit', { maxResults: 2 });
    await harness.call('registeredModels.create', { name: 'late' });
    const second = await harness.call('registry.audit', { maxResults: 2, pageToken: first.nextPageToken });
    const third = await harness.call('registry.audit', { maxResults: 2, pageToken: second.nextPageToken });
    expect([...first.entries, ...second.entries, ...third.entries]).toEqual(whole);
    expect(third.nextPageToken).toBeUndefined();
    for (const maxResults of [0, 1_001]) {
      await expectRefusal(harness.call('registry.audit', { maxResults }), 'INVALID_PARAMETER_VALUE');
    }
  });

  it('and the registry are read and changed only with the right to', async () => {
    const reader = { caller: { name: 'r', grants: [{ on: 'model', right: 'read' }] } } as const;
    const editor = { caller: { name: 'e', grants: [{ on: 'model', right: 'edit' }] } } as const;
    await harness.call('registry.audit', {}, reader);
    await expectRefusal(
      harness.call('registeredModels.setTag', { name: 'm', key: 'k', value: 'v' }, reader),
      'PERMISSION_DENIED',
      /model:edit/,
    );
    await harness.call('registeredModels.setTag', { name: 'm', key: 'k', value: 'v' }, editor);
    await expectRefusal(
      harness.call('registeredModels.delete', { name: 'm' }, editor),
      'PERMISSION_DENIED',
      /model:manage/,
    );
  });
});
