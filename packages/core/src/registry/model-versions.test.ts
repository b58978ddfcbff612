import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrackingStore } from '@millrace/spec';
import { createMemoryStore } from '@millrace/storage/memory';
import { openSqliteStore } from '@millrace/storage/sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun, withKey } from '../../test/harness.ts';

let harness: Harness;
let runId: string;
beforeEach(async () => {
  harness = createHarness();
  await harness.call('registeredModels.create', { name: 'm' });
  runId = await newRun(harness);
});

const create = (rest: object = {}) =>
  harness.call('modelVersions.create', { name: 'm', source: `runs:/${runId}/model`, ...rest });

const get = (version: number) => harness.call('modelVersions.get', { name: 'm', version });

const move = (version: number, stage: string, archiveExistingVersions = false) =>
  harness.call('modelVersions.transitionStage', { name: 'm', version, stage, archiveExistingVersions });

describe('modelVersions.create', () => {
  it('answers the version, and changes the model', async () => {
    harness.at(2_000);
    const tags = [
      { key: 'a', value: '1' },
      { key: 'a', value: '2' },
    ];
    const made = await create({ description: 'd', runLink: 'https://x', tags });
    expect(made).toEqual({
      name: 'm',
      version: 1,
      creationTime: 2_000,
      lastUpdateTime: 2_000,
      description: 'd',
      stage: 'None',
      source: `runs:/${runId}/model`,
      storageLocation: `runs:/${runId}/model`,
      runId,
      modelId: null,
      runLink: 'https://x',
      status: 'READY',
      statusMessage: '',
      tags: [{ key: 'a', value: '2' }],
      aliases: [],
    });
    expect(await get(1)).toEqual(made);
    const model = await harness.call('registeredModels.get', { name: 'm' });
    expect(model).toMatchObject({ creationTime: 1_000, lastUpdateTime: 2_000, latestVersions: [made] });
  });

  it('counts deleted versions', async () => {
    await create();
    await create();
    await harness.call('modelVersions.delete', { name: 'm', version: 2 });
    expect((await create()).version).toBe(3);
    await harness.call('modelVersions.delete', { name: 'm', version: 1 });
    await harness.call('modelVersions.delete', { name: 'm', version: 3 });
    expect((await create()).version).toBe(4);
  });

  it('needs a model', async () => {
    await expectRefusal(
      create({ name: 'none' }),
      'RESOURCE_DOES_NOT_EXIST',
      /^Registered Model with name=none not found$/,
    );
  });

  it('refuses bad tags and texts beyond measure', async () => {
    await expectRefusal(create({ tags: [{ key: '', value: '' }] }), 'INVALID_PARAMETER_VALUE');
    await expectRefusal(
      create({ tags: [{ key: 'k', value: 'x'.repeat(100_001) }] }),
      'INVALID_PARAMETER_VALUE',
    );
    await expectRefusal(
      create({ description: 'x'.repeat(100_001) }),
      'INVALID_PARAMETER_VALUE',
      /description/,
    );
    await expectRefusal(create({ runLink: 'x'.repeat(2_049) }), 'INVALID_PARAMETER_VALUE', /run_link/);
    await expectRefusal(create({ source: 'x'.repeat(2_049) }), 'INVALID_PARAMETER_VALUE', /source/);
  });

  it('with an idempotency key makes one version however often it is sent', async () => {
    const input = { name: 'm', source: `runs:/${runId}/model` };
    const first = await harness.call('modelVersions.create', input, withKey('k'));
    const again = await harness.call('modelVersions.create', input, withKey('k'));
    expect(again).toEqual(first);
    expect((await create()).version).toBe(2);
  });
});

describe.each([
  ['memory', async (): Promise<TrackingStore> => createMemoryStore()],
  [
    'SQLite',
    async (): Promise<TrackingStore> =>
      openSqliteStore({ file: join(await mkdtemp(join(tmpdir(), 'millrace-races-')), 'millrace.db') }),
  ],
])('50 versions made at once in %s', (_name, open) => {
  it('are numbered 1 to 50', async () => {
    const store = await open();
    const racing = createHarness({ store });
    await racing.call('registeredModels.create', { name: 'm' });
    const source = `runs:/${await newRun(racing)}/model`;
    const made = await Promise.all(
      Array.from({ length: 50 }, () => racing.call('modelVersions.create', { name: 'm', source })),
    );
    const numbers = made.map(({ version }) => version).toSorted((left, right) => left - right);
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    await store.close();
  });
});

describe('a model version', () => {
  beforeEach(async () => {
    for (let count = 0; count < 3; count++) await create({ description: 'd' });
  });

  it('is updated: its description, and the time of it, not of the model', async () => {
    harness.at(2_000);
    const updated = await harness.call('modelVersions.update', { name: 'm', version: 2, description: null });
    expect(updated).toMatchObject({ version: 2, description: null, lastUpdateTime: 2_000 });
    expect((await harness.call('registeredModels.get', { name: 'm' })).lastUpdateTime).toBe(1_000);
  });

  it('has tags that are set, replaced and deleted, the last as often as one likes', async () => {
    const key = { name: 'm', version: 2, key: 'a' };
    await harness.call('modelVersions.setTag', { ...key, value: '1' });
    await harness.call('modelVersions.setTag', { ...key, value: '2' });
    expect((await get(2)).tags).toEqual([{ key: 'a', value: '2' }]);
    expect(await harness.call('modelVersions.deleteTag', key)).toEqual({});
    expect(await harness.call('modelVersions.deleteTag', key)).toEqual({});
    expect((await get(2)).tags).toEqual([]);
    await expectRefusal(
      harness.call('modelVersions.setTag', { ...key, value: 'x'.repeat(100_001) }),
      'INVALID_PARAMETER_VALUE',
    );
  });

  it('is deleted for good, and the model changes with it', async () => {
    harness.at(2_000);
    await harness.call('modelVersions.delete', { name: 'm', version: 2 });
    await expectRefusal(get(2), 'RESOURCE_DOES_NOT_EXIST', /^Model Version \(name=m, version=2\) not found$/);
    expect((await harness.call('registeredModels.get', { name: 'm' })).lastUpdateTime).toBe(2_000);
    const { versions } = await harness.call('modelVersions.search', { maxResults: 10 });
    expect(versions.map(({ version }) => version)).toEqual([3, 1]);
  });

  it.each([
    ['modelVersions.get', {}],
    ['modelVersions.update', { description: 'd' }],
    ['modelVersions.delete', {}],
    ['modelVersions.downloadUri', {}],
    ['modelVersions.transitionStage', { stage: 'Staging' }],
    ['modelVersions.setTag', { key: 'k', value: '' }],
    ['modelVersions.deleteTag', { key: 'k' }],
    ['modelVersions.copy', { to: 'n' }],
  ] as const)('that is not there is told by %s', async (id, input) => {
    for (const version of [0, -1, 99]) {
      await expectRefusal(
        harness.call(id, { name: 'm', version, ...input } as never),
        'RESOURCE_DOES_NOT_EXIST',
        /Model Version \(name=m, version=-?\d+\) not found/,
      );
    }
  });
});

describe('modelVersions.transitionStage', () => {
  beforeEach(async () => {
    for (let count = 0; count < 3; count++) await create();
  });

  it('takes a stage in any case, and changes version and model', async () => {
    harness.at(2_000);
    expect(await move(1, 'sTaGing')).toMatchObject({ stage: 'Staging', lastUpdateTime: 2_000 });
    expect((await harness.call('registeredModels.get', { name: 'm' })).lastUpdateTime).toBe(2_000);
    expect(await move(1, 'NONE')).toMatchObject({ stage: 'None' });
    await expectRefusal(move(1, 'live'), 'INVALID_PARAMETER_VALUE', /Value must be one of None, Staging/);
    await expectRefusal(move(1, 'Deleted_Internal'), 'INVALID_PARAMETER_VALUE');
  });

  it('archives what stands in the stage only when asked, and never the version itself', async () => {
    await move(1, 'Production');
    await move(2, 'Production');
    expect((await get(1)).stage).toBe('Production');
    harness.at(2_000);
    await move(2, 'production', true);
    expect(await get(1)).toMatchObject({ stage: 'Archived', lastUpdateTime: 2_000 });
    expect((await get(2)).stage).toBe('Production');
    expect(await get(3)).toMatchObject({ stage: 'None', lastUpdateTime: 1_000 });
  });

  it.each(['None', 'Archived', 'archived'])('archives nothing on the way to %s', async (stage) => {
    await expectRefusal(move(1, stage, true), 'INVALID_PARAMETER_VALUE', /is not an Active stage/);
    expect((await get(1)).stage).toBe('None');
  });
});

describe('modelVersions.copy', () => {
  it('registers the same files under another name, lineage and all', async () => {
    await create({ description: 'd', runLink: 'l', tags: [{ key: 'k', value: 'v' }] });
    const copied = await harness.call('modelVersions.copy', { name: 'm', version: 1, to: 'live' });
    expect(copied).toMatchObject({
      name: 'live',
      version: 1,
      source: 'models:/m/1',
      storageLocation: `runs:/${runId}/model`,
      runId,
      description: 'd',
      runLink: 'l',
      tags: [{ key: 'k', value: 'v' }],
      stage: 'None',
    });
    const again = await harness.call('modelVersions.copy', { name: 'live', version: 1, to: 'live' });
    expect(again).toMatchObject({
      version: 2,
      source: 'models:/live/1',
      storageLocation: `runs:/${runId}/model`,
    });
  });

  it('makes no model when there is nothing to copy', async () => {
    await expectRefusal(
      harness.call('modelVersions.copy', { name: 'm', version: 1, to: 'live' }),
      'RESOURCE_DOES_NOT_EXIST',
    );
    await expectRefusal(harness.call('registeredModels.get', { name: 'live' }), 'RESOURCE_DOES_NOT_EXIST');
  });
});
