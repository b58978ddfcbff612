import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, everyone, expectRefusal, type Harness, newRun } from '../../test/harness.ts';
import { bytesOf, toBody } from '../../test/memory-artifacts.ts';

let harness: Harness;
let runId: string;
let other: string;
beforeEach(async () => {
  harness = createHarness({ allowedArtifactRoots: ['s3://team'] });
  await harness.call('registeredModels.create', { name: 'm' });
  runId = await newRun(harness);
  other = await newRun(harness);
  for (const [owner, path] of [
    [runId, 'model/MLmodel'],
    [runId, 'model/data/weights.bin'],
    [runId, 'notes.txt'],
    [other, 'secret.txt'],
  ] as const) {
    await harness.services['artifacts.write'](
      { target: { runId: owner, path }, body: toBody(path) },
      everyone,
    );
  }
});

const register = async (source: string, rest: object = {}) =>
  (await harness.call('modelVersions.create', { name: 'm', source, ...rest })).version;

const read = async (version: number, path: string) => {
  const target = { modelName: 'm', version, path };
  const { body } = await harness.services['artifacts.read']({ target }, everyone);
  return bytesOf(body);
};

const list = (version: number, path = '') =>
  harness.call('artifacts.list', { target: { modelName: 'm', version, path } });

describe('the files of a model version', () => {
  it.each([
    ['a path of a run', () => `runs:/${runId}/model`],
    ['a location of a run', () => `mlflow-artifacts:/0/${runId}/artifacts//model/`],
  ])('are read and listed through it: %s', async (_title, source) => {
    const version = await register(source());
    expect(await read(version, 'MLmodel')).toBe('model/MLmodel');
    expect(await read(version, 'data/weights.bin')).toBe('model/data/weights.bin');
    const { rootUri, files } = await list(version);
    expect(rootUri).toBe(`mlflow-artifacts:/0/${runId}/artifacts/model`);
    expect(files.map(({ path, isDirectory }) => [path, isDirectory])).toEqual([
      ['MLmodel', false],
      ['data', true],
    ]);
    expect((await list(version, 'data/')).files.map(({ path }) => path)).toEqual(['data/weights.bin']);
    expect(files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('are those of what was copied', async () => {
    await register(`runs:/${runId}/model`);
    const copied = await register('models:/m/1');
    expect(await read(copied, 'MLmodel')).toBe('model/MLmodel');
  });

  it('are those of a logged model, until it is deleted', async () => {
    const { info } = await harness.call('loggedModels.create', { experimentId: '0' });
    const { modelId } = info;
    const target = { modelId, path: 'data/MLmodel' };
    await harness.services['artifacts.write']({ target, body: toBody('logged') }, everyone);
    const whole = await register(`models:/${modelId}`);
    expect(await read(whole, 'data/MLmodel')).toBe('logged');
    const part = await register(`${info.artifactUri}/data`, { modelId });
    expect(await read(part, 'MLmodel')).toBe('logged');
    expect((await list(part)).rootUri).toBe(`${info.artifactUri}/data`);
    await harness.call('loggedModels.delete', { modelId });
    await expectRefusal(
      read(whole, 'data/MLmodel'),
      'INVALID_PARAMETER_VALUE',
      /Invalid model version source/,
    );
  });

  it('may be all of a run', async () => {
    expect(await read(await register(`runs:/${runId}/`), 'notes.txt')).toBe('notes.txt');
  });

  it.each(['../notes.txt', '..', '/notes.txt', 'a/../../notes.txt', '%2e%2e/notes.txt', '..\\notes.txt', ''])(
    'lie below it: %j is refused',
    async (path) => {
      const version = await register(`runs:/${runId}/model`);
      await expectRefusal(
        read(version, path),
        path === '' ? 'RESOURCE_DOES_NOT_EXIST' : 'INVALID_PARAMETER_VALUE',
      );
    },
  );

  it('that belong to nobody are never read', async () => {
    const version = await register('mlflow-artifacts:/models///');
    await expectRefusal(read(version, 'x'), 'INVALID_PARAMETER_VALUE', /Invalid model version source/);
    await harness.call('experiments.create', { name: 'late', artifactLocation: 'mlflow-artifacts:/models' });
    await expectRefusal(read(version, 'x'), 'INVALID_PARAMETER_VALUE', /Invalid model version source/);
  });

  it('are checked again when read: what a store holds is not trusted', async () => {
    for (const storageLocation of [
      '/etc',
      'file:///etc',
      `mlflow-artifacts:/0/${other}/artifacts`,
      `mlflow-artifacts:/0/${runId}/artifacts/../../${other}/artifacts`,
      'mlflow-artifacts:/0',
    ]) {
      const { version } = await harness.store.write(({ registry }) =>
        registry.insertModelVersion({
          name: 'm',
          creationTime: 0,
          lastUpdateTime: 0,
          description: null,
          stage: 'None',
          source: storageLocation,
          storageLocation,
          runId,
          modelId: null,
          runLink: '',
          status: 'READY',
          statusMessage: '',
          tags: [],
        }),
      );
      await expectRefusal(
        read(version, 'secret.txt'),
        'INVALID_PARAMETER_VALUE',
        /Invalid model version source/,
      );
    }
  });

  it('that are kept elsewhere are read there', async () => {
    const { experimentId } = await harness.call('experiments.create', {
      name: 'away',
      artifactLocation: 's3://team/x',
    });
    const away = await newRun(harness, experimentId);
    const version = await register(`s3://team/x/${away}/artifacts/model`, { runId: away });
    await expectRefusal(read(version, 'MLmodel'), 'NOT_IMPLEMENTED', /not kept by this server/);
  });

  it('are not changed through it', async () => {
    const version = await register(`runs:/${runId}/model`);
    const target = { modelName: 'm', version, path: 'MLmodel' };
    const write = harness.services['artifacts.write']({ target, body: toBody('x') }, everyone);
    await expectRefusal(write, 'INVALID_PARAMETER_VALUE', /cannot be changed through it/);
    await expectRefusal(harness.call('artifacts.delete', { target }), 'INVALID_PARAMETER_VALUE');
    expect(await read(version, 'MLmodel')).toBe('model/MLmodel');
  });

  it('of a version that is not there are not found', async () => {
    await expectRefusal(read(9, 'MLmodel'), 'RESOURCE_DOES_NOT_EXIST', /version=9/);
    await expectRefusal(list(9), 'RESOURCE_DOES_NOT_EXIST');
  });
});
