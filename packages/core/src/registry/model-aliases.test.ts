import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun } from '../../test/harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = createHarness();
  await harness.call('registeredModels.create', { name: 'm' });
  const source = `runs:/${await newRun(harness)}/model`;
  for (let count = 0; count < 3; count++) await harness.call('modelVersions.create', { name: 'm', source });
});

const set = (alias: string, version = 1) =>
  harness.call('registeredModels.setAlias', { name: 'm', alias, version });

const read = async (alias: string) =>
  (await harness.call('registeredModels.getByAlias', { name: 'm', alias })).version;

describe('an alias', () => {
  it('stands for one version, and is moved by setting it again', async () => {
    await set('champion', 1);
    expect(await read('champion')).toBe(1);
    await set('champion', 2);
    expect(await read('champion')).toBe(2);
    const first = await harness.call('modelVersions.get', { name: 'm', version: 1 });
    expect(first.aliases).toEqual([]);
    const model = await harness.call('registeredModels.get', { name: 'm' });
    expect(model.aliases).toEqual([{ alias: 'champion', version: 2 }]);
  });

  it.each(['champion', 'Champion-2', '_', 'v', 'v1a', 'größe', 'latest_one', 'x'.repeat(255)])(
    'may be %j',
    async (alias) => {
      await set(alias);
      expect(await read(alias)).toBe(1);
    },
  );

  it.each([
    ['latest', /^'latest' alias name \(case insensitive\) is reserved\.$/],
    ['LATEST', /reserved/],
    ['v1', /^Version alias name 'v1' is reserved\.$/],
    ['V007', /reserved/],
    [
      'a b',
      /^Invalid alias name: 'a b'\. Names may only contain alphanumerics, underscores \(_\), and dashes/,
    ],
    ['a/b', /Invalid alias name/],
    ['a.b', /Invalid alias name/],
    ['a\n', /Invalid alias name/],
    ['', /cannot be empty/],
    ['x'.repeat(256), /exceeds the maximum length of 255/],
  ])('may not be %j', async (alias, text) => {
    await expectRefusal(set(alias), 'INVALID_PARAMETER_VALUE', text);
  });

  it('is set for a version that is there', async () => {
    await expectRefusal(
      set('champion', 9),
      'RESOURCE_DOES_NOT_EXIST',
      /^Model Version \(name=m, version=9\) not found$/,
    );
  });

  it('that is unknown is INVALID_PARAMETER_VALUE to read, and fine to delete', async () => {
    await expectRefusal(read('none'), 'INVALID_PARAMETER_VALUE', /^Registered model alias none not found\.$/);
    const drop = () => harness.call('registeredModels.deleteAlias', { name: 'm', alias: 'champion' });
    await set('champion');
    expect(await drop()).toEqual({});
    expect(await drop()).toEqual({});
    await expectRefusal(read('champion'), 'INVALID_PARAMETER_VALUE');
  });

  it('goes with its version', async () => {
    await set('champion', 2);
    await set('other', 1);
    await harness.call('modelVersions.delete', { name: 'm', version: 2 });
    await expectRefusal(read('champion'), 'INVALID_PARAMETER_VALUE', /not found/);
    expect(await read('other')).toBe(1);
  });
});

describe('the alias latest', () => {
  it('reads as the newest version whatever its stage', async () => {
    await harness.call('modelVersions.transitionStage', { name: 'm', version: 1, stage: 'Production' });
    expect(await read('latest')).toBe(3);
    expect(await read('Latest')).toBe(3);
    await harness.call('modelVersions.transitionStage', { name: 'm', version: 3, stage: 'Archived' });
    expect(await read('latest')).toBe(3);
    await harness.call('modelVersions.delete', { name: 'm', version: 3 });
    expect(await read('latest')).toBe(2);
  });

  it('of a model without versions is not there', async () => {
    await harness.call('registeredModels.create', { name: 'empty' });
    await expectRefusal(
      harness.call('registeredModels.getByAlias', { name: 'empty', alias: 'latest' }),
      'RESOURCE_DOES_NOT_EXIST',
      /^Latest version not found for model empty\.$/,
    );
  });
});
