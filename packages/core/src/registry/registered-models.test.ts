import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun } from '../../test/harness.ts';

let harness: Harness;
beforeEach(() => {
  harness = createHarness();
});

const create = (name: string, rest: object = {}) =>
  harness.call('registeredModels.create', { name, ...rest });

const get = (name: string) => harness.call('registeredModels.get', { name });

const addVersion = async (name: string) =>
  harness.call('modelVersions.create', { name, source: `runs:/${await newRun(harness)}/model` });

describe('registeredModels.create', () => {
  it('answers the model, without versions', async () => {
    const tags = [
      { key: 'a', value: '1' },
      { key: 'a', value: '2' },
    ];
    const made = await create('forest', { description: 'trees', tags });
    expect(made).toEqual({
      name: 'forest',
      description: 'trees',
      creationTime: 1_000,
      lastUpdateTime: 1_000,
      tags: [{ key: 'a', value: '2' }],
      aliases: [],
      latestVersions: [],
    });
    expect(await get('forest')).toEqual(made);
  });

  it('refuses a name that is taken, and says so when a prompt has it', async () => {
    const prompt = { tags: [{ key: 'mlflow.prompt.is_prompt', value: 'true' }] };
    await create('forest');
    await expectRefusal(
      create('forest'),
      'RESOURCE_ALREADY_EXISTS',
      /^Registered Model \(name=forest\) already exists\.$/,
    );
    await expectRefusal(
      create('forest', prompt),
      'RESOURCE_ALREADY_EXISTS',
      /Tried to create a prompt with name 'forest', but the name is already taken by a registered model/,
    );
    await create('hello', prompt);
    await expectRefusal(create('hello', prompt), 'RESOURCE_ALREADY_EXISTS', /^Prompt \(name=hello\)/);
  });

  it.each([
    ['', /^Missing value for required parameter 'name'\.$/],
    [' ', /Missing value/],
    ['a/b', /^Invalid model name 'a\/b'\. Names cannot contain '\/' or ':'\.$/],
    ['a:b', /cannot contain/],
    ['.', /must not resolve to other names/],
    ['..', /would resolve to '\.\.'/],
    ['..x', /would resolve/],
    ['x'.repeat(257), /exceeds the maximum length of 256/],
    ['\ud800', /Unicode/],
  ])('refuses the name %j, to make, to find and to rename to', async (name, text) => {
    await expectRefusal(create(name), 'INVALID_PARAMETER_VALUE', text);
    await expectRefusal(get(name), 'INVALID_PARAMETER_VALUE', text);
    await create('forest');
    await expectRefusal(
      harness.call('registeredModels.rename', { name: 'forest', newName: name }),
      'INVALID_PARAMETER_VALUE',
      name.trim() === '' ? /'new_name'/ : /./,
    );
  });

  it.each(['x', '.x', 'Größe 😀', "a'b", 'a%b', 'a@b'])('takes the name %j', async (name) => {
    expect((await create(name)).name).toBe(name);
  });

  it('refuses a bad tag and writes nothing', async () => {
    for (const tag of [
      { key: '../x', value: '' },
      { key: 'k', value: 'x'.repeat(100_001) },
      { key: 'k'.repeat(251), value: '' },
    ]) {
      await expectRefusal(create('forest', { tags: [tag] }), 'INVALID_PARAMETER_VALUE');
    }
    await expectRefusal(
      get('forest'),
      'RESOURCE_DOES_NOT_EXIST',
      /Registered Model with name=forest not found/,
    );
    await create('forest', { tags: [{ key: 'k', value: 'x'.repeat(100_000) }] });
  });
});

describe('a registered model', () => {
  it('is updated: its description, and the time of it', async () => {
    await create('forest', { description: 'a' });
    harness.at(2_000);
    const updated = await harness.call('registeredModels.update', { name: 'forest', description: null });
    expect(updated).toMatchObject({ description: null, creationTime: 1_000, lastUpdateTime: 2_000 });
  });

  it('keeps versions, tags and aliases when renamed, all of them changed now', async () => {
    await create('forest', { tags: [{ key: 'a', value: '1' }] });
    await addVersion('forest');
    await addVersion('forest');
    await harness.call('registeredModels.setAlias', { name: 'forest', alias: 'champion', version: 1 });
    harness.at(2_000);
    const renamed = await harness.call('registeredModels.rename', { name: 'forest', newName: 'wood' });
    expect(renamed).toMatchObject({
      name: 'wood',
      lastUpdateTime: 2_000,
      tags: [{ key: 'a', value: '1' }],
      aliases: [{ alias: 'champion', version: 1 }],
      latestVersions: [{ name: 'wood', version: 2, lastUpdateTime: 2_000 }],
    });
    const first = await harness.call('modelVersions.get', { name: 'wood', version: 1 });
    expect(first).toMatchObject({ lastUpdateTime: 2_000, aliases: ['champion'] });
    await expectRefusal(get('forest'), 'RESOURCE_DOES_NOT_EXIST');
  });

  it('may be renamed to its own name, not to that of another', async () => {
    await create('forest');
    await create('wood');
    await harness.call('registeredModels.rename', { name: 'forest', newName: 'forest' });
    await expectRefusal(
      harness.call('registeredModels.rename', { name: 'forest', newName: 'wood' }),
      'RESOURCE_ALREADY_EXISTS',
      /^Registered Model \(name=wood\) already exists\.$/,
    );
  });

  it('is deleted with its versions, tags and aliases', async () => {
    await create('forest', { tags: [{ key: 'a', value: '1' }] });
    await addVersion('forest');
    await harness.call('registeredModels.setAlias', { name: 'forest', alias: 'champion', version: 1 });
    await harness.call('registeredModels.delete', { name: 'forest' });
    await expectRefusal(get('forest'), 'RESOURCE_DOES_NOT_EXIST');
    await expectRefusal(
      harness.call('modelVersions.get', { name: 'forest', version: 1 }),
      'RESOURCE_DOES_NOT_EXIST',
    );
    expect(await create('forest')).toMatchObject({ tags: [], aliases: [], latestVersions: [] });
    expect((await addVersion('forest')).version).toBe(1);
  });

  it('has tags that are set, replaced and deleted, the last as often as one likes', async () => {
    await create('forest');
    const tag = (value: string) =>
      harness.call('registeredModels.setTag', { name: 'forest', key: 'a', value });
    await tag('1');
    await tag('2');
    expect((await get('forest')).tags).toEqual([{ key: 'a', value: '2' }]);
    const drop = () => harness.call('registeredModels.deleteTag', { name: 'forest', key: 'a' });
    expect(await drop()).toEqual({});
    expect(await drop()).toEqual({});
    expect((await get('forest')).tags).toEqual([]);
    await expectRefusal(
      harness.call('registeredModels.deleteTag', { name: 'none', key: 'a' }),
      'RESOURCE_DOES_NOT_EXIST',
    );
  });

  it.each([
    ['registeredModels.update', { description: 'd' }],
    ['registeredModels.rename', { newName: 'n' }],
    ['registeredModels.delete', {}],
    ['registeredModels.get', {}],
    ['registeredModels.latestVersions', {}],
    ['registeredModels.setTag', { key: 'a', value: '' }],
    ['registeredModels.deleteAlias', { alias: 'a' }],
    ['registeredModels.getByAlias', { alias: 'a' }],
    ['registeredModels.getByAlias', { alias: 'latest' }],
    ['registeredModels.setAlias', { alias: 'a', version: 1 }],
  ] as const)('that is not there is told by %s %j', async (id, input) => {
    await expectRefusal(
      harness.call(id, { name: 'none', ...input } as never),
      'RESOURCE_DOES_NOT_EXIST',
      /name=none/,
    );
  });
});

describe('registeredModels.latestVersions', () => {
  it('gives the highest of each stage, or of those asked for in any case', async () => {
    await create('forest');
    for (let count = 0; count < 3; count++) await addVersion('forest');
    await harness.call('modelVersions.transitionStage', { name: 'forest', version: 1, stage: 'Staging' });
    const latest = async (...stages: string[]) => {
      const { versions } = await harness.call('registeredModels.latestVersions', { name: 'forest', stages });
      return versions.map(({ version, stage }) => `${version} ${stage}`);
    };
    expect(await latest()).toEqual(['1 Staging', '3 None']);
    expect(await latest('none')).toEqual(['3 None']);
    expect(await latest('STAGING', 'production')).toEqual(['1 Staging']);
    await expectRefusal(
      latest('foo'),
      'INVALID_PARAMETER_VALUE',
      /^Invalid Model Version stage: foo\. Value must be one of None, Staging, Production, Archived\.$/,
    );
  });
});
