import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun } from '../../test/harness.ts';

let harness: Harness;
let mine: string;
let other: string;
let modelId: string;
beforeEach(async () => {
  harness = createHarness({ allowedArtifactRoots: ['s3://team/mlflow'] });
  await harness.call('registeredModels.create', { name: 'm' });
  mine = await newRun(harness);
  other = await newRun(harness);
  const made = await harness.call('loggedModels.create', { experimentId: '0', sourceRunId: other });
  modelId = made.info.modelId;
});

const register = (source: string, rest: object = {}) =>
  harness.call('modelVersions.create', { name: 'm', source, ...rest });

const refused = (source: string, rest: object = {}) =>
  expectRefusal(
    register(source, rest),
    'INVALID_PARAMETER_VALUE',
    /^Invalid model version source: '[\s\S]*'\. Expected runs:\/<run>\/<path>/,
  );

/** The list of P11: what attacks on MLflow sent. */
const ATTACKS = [
  '/tmp',
  '/etc/passwd',
  'tmp',
  '.',
  '..',
  'C:\\Windows',
  'file:///tmp',
  'file:/tmp',
  'FILE:///tmp',
  'file://123.456.789.123/x',
  '//host/share',
  'mlflow-artifacts://h:9/models/../../',
  'mlflow-artifacts://host/models',
  'mlflow-artifacts:/models/../../etc',
  'mlflow-artifacts:/models/..%2f..%2fx',
  'mlflow-artifacts:/models/%2e%2e/x',
  'mlflow-artifacts:/models/%252e%252e/x',
  'mlflow-artifacts:/models/artifact%00',
  'mlflow-artifacts:/models/artifact\0',
  'mlflow-artifacts:/models/a%3f/../../',
  'mlflow-artifacts:/models/a?/../..',
  'mlflow-artifacts:/models/a;/x',
  'mlflow-artifacts:/models/a#x',
  'mlflow-artifacts:/models\\..\\x',
  'mlflow-artifacts:/',
  'mlflow-artifacts:',
  'mlflow-artifacts:models',
  'MLFLOW-ARTIFACTS:/models',
  ' mlflow-artifacts:/models',
  'https://h/../..',
  'http://127.0.0.1:1/x',
  's3a://b/a/../../',
  's3://b/x',
  's3://team/mlflow/x',
  'ftp://h/../',
  'dbfs:/R/artifacts/a%3f/../../',
  'data:text/plain,x',
  'runs:',
  'runs:/',
  'runs://host/x',
  'runs:/unknown/model',
  'models:',
  'models:/',
  'models:/m/1/2',
  'models:/m@',
  'models://host/m/1',
  'models:/m-ffffffffffffffffffffffffffffffff',
];

describe('a source that is refused', () => {
  it.each(ATTACKS)('%j, with a run and without', async (source) => {
    await refused(source);
    await refused(source, { runId: mine });
    await refused(source, { runId: mine, modelId });
    expect((await harness.call('registeredModels.get', { name: 'm' })).latestVersions).toEqual([]);
  });

  it.each(['..', '%2e%2e', 'a/../../x', 'a%2f..%2fx', 'a\\..\\x', 'a?x', 'a;x', 'a#x', 'a\0'])(
    'a run of this path: %j',
    async (path) => {
      await refused(`runs:/${mine}/${path}`);
      await refused(`mlflow-artifacts:/0/${mine}/artifacts/${path}`, { runId: mine });
    },
  );

  it('the path of another run', async () => {
    await refused(`runs:/${other}/model`, { runId: mine });
    await refused(`mlflow-artifacts:/0/${other}/artifacts/model`, { runId: mine });
    await refused(`mlflow-artifacts:/0/${mine}/artifacts-2/model`, { runId: mine });
    await refused(`runs:/${mine}/model`, { runId: 'unknown' });
    await refused('mlflow-artifacts:/elsewhere/model', { runId: 'unknown' });
  });

  it.each(['0', `0/models`, '0/nobody/artifacts/model'])('more than one run holds: %s', async (folder) => {
    await refused(`mlflow-artifacts:/${folder}`);
    await refused(`mlflow-artifacts:/${folder}`, { runId: mine });
  });

  it('what surrounds the artifacts of a run', async () => {
    await refused(`mlflow-artifacts:/0/${mine}`, { runId: mine });
    await refused(`mlflow-artifacts:/0/${mine}`);
  });

  it('tells the same of what is there and what is not', async () => {
    const messageOf = async (source: string) => {
      const error: unknown = await register(source, { runId: mine }).catch((reason: unknown) => reason);
      return (error as Error).message.replace(source, '');
    };
    expect(await messageOf('/etc/passwd')).toBe(await messageOf('/etc/no-such-file'));
    expect(await messageOf(`runs:/${other}/model`)).toBe(await messageOf('runs:/unknown/model'));
  });
});

describe('a source that is taken', () => {
  it.each(['', '/model', '/foo///bar', '/artifact/..../', '/a b/ü', '/model/'])(
    "the run's own artifact URI and below: %j",
    async (below) => {
      const source = `mlflow-artifacts:/0/${mine}/artifacts${below}`;
      expect(await register(source, { runId: mine })).toMatchObject({
        source,
        storageLocation: source,
        runId: mine,
      });
      expect(await register(source)).toMatchObject({ runId: mine });
      expect(await register(`runs:/${mine}${below}`)).toMatchObject({ runId: mine });
    },
  );

  it('a folder beside every experiment, which is nobody’s', async () => {
    const source = 'mlflow-artifacts:/models///';
    expect(await register(source)).toMatchObject({ source, storageLocation: source, runId: null });
    expect(await register(source, { runId: mine })).toMatchObject({ runId: mine });
  });

  it('the artifacts of a run that are kept elsewhere, named with the run', async () => {
    const { experimentId } = await harness.call('experiments.create', {
      name: 'away',
      artifactLocation: 's3://team/mlflow/away',
    });
    const runId = await newRun(harness, experimentId);
    const source = `s3://team/mlflow/away/${runId}/artifacts/model`;
    expect(await register(source, { runId })).toMatchObject({ source, storageLocation: source, runId });
    await refused(source);
    await refused(source, { runId: mine });
    await refused(`s3://team/mlflow/away/${runId}/artifacts/../x`, { runId });
    await refused(`s3://team/mlflow/away/${runId}/artifacts-2`, { runId });
  });
});

describe('a source that is another version', () => {
  beforeEach(async () => {
    await register(`runs:/${mine}/one`);
    await register(`runs:/${other}/two`);
    await harness.call('registeredModels.setAlias', { name: 'm', alias: 'champion', version: 1 });
    await harness.call('modelVersions.transitionStage', { name: 'm', version: 1, stage: 'Production' });
  });

  it.each([
    ['models:/m/1', 1],
    ['models:/m/2', 2],
    ['models:/m@champion', 1],
    ['models:/m/production', 1],
    ['models:/m/None', 2],
    ['models:/m/latest', 2],
    ['models:/m/LATEST', 2],
  ])('%s is version %i, with its files and its run', async (source, version) => {
    expect(await register(source)).toMatchObject({
      source: `models:/m/${version}`,
      storageLocation: version === 1 ? `runs:/${mine}/one` : `runs:/${other}/two`,
      runId: version === 1 ? mine : other,
    });
  });

  it('may be copied again and again: files are those of the first', async () => {
    await register('models:/m/1');
    const again = await register('models:/m/3');
    expect(again).toMatchObject({ source: 'models:/m/3', storageLocation: `runs:/${mine}/one` });
    const { uri } = await harness.call('modelVersions.downloadUri', { name: 'm', version: again.version });
    expect(uri).toBe(`runs:/${mine}/one`);
  });

  it('is refused with a run or logged model that is not its own, and when nothing is meant', async () => {
    await refused('models:/m/1', { runId: other });
    await refused('models:/m/1', { runId: '' });
    await refused('models:/m/1', { modelId });
    await refused('models:/m@none');
    await refused('models:/m/Staging');
    await register('models:/m/1', { runId: mine, modelId: '' });
  });

  it('that is not there is told as such', async () => {
    await expectRefusal(register('models:/m/99'), 'RESOURCE_DOES_NOT_EXIST', /name=m, version=99/);
    await expectRefusal(register('models:/none/1'), 'RESOURCE_DOES_NOT_EXIST', /name=none/);
  });
});

describe('a source that is a logged model', () => {
  const uriOf = () => `models:/${modelId}`;

  it('is where its files are, with the run it came from', async () => {
    const expected = {
      source: uriOf(),
      storageLocation: `mlflow-artifacts:/0/models/${modelId}/artifacts`,
      runId: other,
      modelId,
    };
    expect(await register(uriOf())).toMatchObject(expected);
    expect(await register(uriOf(), { modelId, runId: mine })).toMatchObject({
      ...expected,
      runId: mine,
    });
    await refused(uriOf(), { modelId: 'm-ffffffffffffffffffffffffffffffff' });
  });

  it('may be named by its folder', async () => {
    const source = `mlflow-artifacts:/0/models/${modelId}/artifacts/data`;
    expect(await register(source)).toMatchObject({ runId: other, modelId });
    expect(await register(source, { modelId })).toMatchObject({ modelId });
    await refused(source, { runId: mine });
    await refused(`runs:/${other}/model`, { modelId });
    await refused(`mlflow-artifacts:/0/${other}/artifacts/model`, { modelId });
  });

  it('that is deleted is refused', async () => {
    await harness.call('loggedModels.delete', { modelId });
    await refused(uriOf());
    await refused(`mlflow-artifacts:/0/models/${modelId}/artifacts`);
  });

  it('learns which versions it became', async () => {
    await register(uriOf());
    await register(uriOf());
    expect((await harness.call('loggedModels.get', { modelId })).tags).toEqual([
      {
        key: 'mlflow.modelVersions',
        value: '[{"name": "m", "version": 1}, {"name": "m", "version": 2}]',
      },
    ]);
  });
});

it('whatever is sent for a source ends in a version whose files are allowed, or in a refusal', async () => {
  const part = fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    'models',
    '0',
    'a',
    '\\',
    '?',
    '#',
    '%00',
    '',
    'artifacts',
    ':',
  );
  const start = fc.constantFrom('mlflow-artifacts:/', 'runs:/', 'models:/', 'file:///', '/', 's3://', '');
  await fc.assert(
    fc.asyncProperty(start, fc.array(fc.oneof(part, fc.string({ maxLength: 3 }))), async (scheme, parts) => {
      const made = await register(scheme + parts.join('/'), { runId: mine }).catch((error: unknown) => {
        expect(error).toMatchObject({ code: expect.stringMatching(/INVALID_PARAMETER|DOES_NOT_EXIST/) });
        return undefined;
      });
      if (made === undefined) return;
      expect(made.storageLocation).toMatch(/^(?:mlflow-artifacts|runs):\/(?!\/)[^%?;#\\]*$/);
      expect(made.storageLocation.split('/')).not.toContain('..');
    }),
    { numRuns: 200 },
  );
});
