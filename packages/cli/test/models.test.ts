import { beforeAll, describe, expect, test } from 'vitest';
import { parseOutput } from './operation-output.ts';
import { outputOf, runMillrace } from './run-millrace.ts';
import { seededFolder } from './seeded-folder.ts';

let cwd: string;
let source: string;

beforeAll(async () => {
  const seeded = await seededFolder();
  cwd = seeded.cwd;
  source = `runs:/${seeded.runId}/model`;
  await run('register', source, '-n', 'cars', '-d', 'first', '-t', 'team=blue');
  await run('register', source, '-n', 'cars');
});

const run = (...args: readonly string[]) => outputOf(['models', ...args], { cwd });

const version = async (given: string) =>
  parseOutput('modelVersions.get', await run('describe', given, '--json'));

const model = async (given: string) =>
  parseOutput('registeredModels.get', await run('describe', given, '--json'));

test('register makes the model once, and versions of it', async () => {
  expect(await version('cars/1')).toMatchObject({
    source,
    description: 'first',
    tags: [{ key: 'team', value: 'blue' }],
  });
  const output = await run('register', source, '-n', 'vans', '--json');
  expect(parseOutput('modelVersions.create', output)).toMatchObject({ name: 'vans', version: 1 });
  expect(await run('register', source, '-n', 'vans')).toBe(
    "Registered version 2 of 'vans': models:/vans/2\n",
  );
});

test('list and versions print tables, and JSON in the shape of their operations', async () => {
  expect(await run('list')).toMatch(/^NAME +NEWEST +ALIASES +UPDATED\ncars +2 /);
  const models = parseOutput(
    'registeredModels.search',
    await run('list', '--filter', "name = 'cars'", '--json'),
  );
  expect(models.models.map(({ name }) => name)).toEqual(['cars']);
  expect(await run('versions', 'cars')).toMatch(
    /^VERSION +STAGE +ALIASES +RUN +CREATED +SOURCE\n2 +None .*\n1 +None .*runs:\//,
  );
  const found = await run(
    'versions',
    'cars',
    '--filter',
    'version_number = 1 OR version_number = 9',
    '--json',
  );
  expect(parseOutput('modelVersions.search', found).versions.map((it) => it.version)).toEqual([1]);
  expect(
    parseOutput('modelVersions.search', await run('versions', '--json')).versions.length,
  ).toBeGreaterThan(2);
});

test('a list that is longer than asked for says how to go on', async () => {
  const first = await runMillrace(['models', 'versions', 'cars', '--max-results', '1'], { cwd });
  const token = /--page-token (\S+)/.exec(first.stderr)?.[1] ?? '';
  const next = await run('versions', 'cars', '--max-results', '1', '--page-token', token, '--json');
  expect(parseOutput('modelVersions.search', next).versions.map((it) => it.version)).toEqual([1]);
});

test('an alias is set, read, moved and removed', async () => {
  expect(await run('alias', 'cars/1', 'champion')).toBe('models:/cars@champion is version 1\n');
  expect((await version('cars@champion')).version).toBe(1);
  expect(await run('describe', 'cars')).toMatch(/^alias champion +1$/m);
  await run('alias', 'models:/cars/2', 'champion');
  expect((await version('models:/cars@champion')).version).toBe(2);
  expect((await version('cars@latest')).version).toBe(2);
  parseOutput('registeredModels.deleteAlias', await run('alias', 'cars', 'champion', '--remove', '--json'));
  expect((await model('cars')).aliases).toEqual([]);
});

test('stage moves a version, and archives on request', async () => {
  await run('stage', 'cars/1', 'staging');
  expect(await run('stage', 'cars/2', 'Staging', '--archive-existing')).toBe(
    "Version 2 of 'cars' is in Staging\n",
  );
  expect((await version('cars/1')).stage).toBe('Archived');
  expect(await run('describe', 'cars/2')).toMatch(/^stage +Staging$/m);
});

test('tag sets and removes, of models and versions', async () => {
  await run('tag', 'cars', 'a=b=c');
  expect((await model('cars')).tags).toEqual([{ key: 'a', value: 'b=c' }]);
  await run('tag', 'cars/2', 'k=');
  expect((await version('cars/2')).tags).toEqual([{ key: 'k', value: '' }]);
  await run('tag', 'cars', 'a', '--remove');
  await run('tag', 'cars/2', 'k', '--remove');
  expect((await model('cars')).tags).toEqual([]);
  expect((await version('cars/2')).tags).toEqual([]);
});

test('copy, delete and audit', async () => {
  expect(await run('copy', 'cars/1', '--to', 'live')).toBe("Copied to version 1 of 'live'\n");
  expect(await version('live/1')).toMatchObject({ source: 'models:/cars/1', description: 'first' });
  await run('copy', 'cars/2', '--to', 'live');
  await run('delete', 'live/1');
  expect((await runMillrace(['models', 'describe', 'live/1'], { cwd })).code).toBe(3);
  parseOutput('registeredModels.delete', await run('delete', 'live', '--yes', '--json'));
  expect((await runMillrace(['models', 'describe', 'live'], { cwd })).code).toBe(3);
  const { entries } = parseOutput('registry.audit', await run('audit', 'live', '--json'));
  expect(entries.map(({ action }) => action)).toEqual([
    'model.delete',
    'version.delete',
    'version.create',
    'version.create',
    'model.create',
  ]);
  expect(entries[0]?.caller).not.toBe('');
  expect(await run('audit', 'live')).toMatch(/^WHEN +WHO +WHAT +MODEL +DETAIL\n.*model\.delete +live/);
  expect(await run('audit')).toMatch(/alias\.set +cars\/1 .*alias=champion/);
});

describe('refuses', () => {
  test.each([
    [3, 'RESOURCE_DOES_NOT_EXIST', ['describe', 'none']],
    [3, 'RESOURCE_DOES_NOT_EXIST', ['describe', 'cars/99']],
    [2, 'INVALID_PARAMETER_VALUE', ['describe', 'cars@none']],
    [2, 'INVALID_PARAMETER_VALUE', ['describe', 'a/b/c']],
    [2, 'INVALID_PARAMETER_VALUE', ['versions', 'cars/1']],
    [2, 'INVALID_PARAMETER_VALUE', ['stage', 'cars', 'Staging']],
    [2, 'INVALID_PARAMETER_VALUE', ['stage', 'cars/1', 'live']],
    [2, 'INVALID_PARAMETER_VALUE', ['alias', 'cars/1', 'v1']],
    [2, 'INVALID_PARAMETER_VALUE', ['tag', 'cars', 'no-value']],
    [2, 'INVALID_PARAMETER_VALUE', ['register', '/etc', '-n', 'cars']],
    [2, 'INVALID_PARAMETER_VALUE', ['register', 'runs:/x/model']],
    [2, 'INVALID_PARAMETER_VALUE', ['list', '--filter', 'name ==== 1']],
  ] as const)('with %i and %s: models %j', async (code, errorCode, args) => {
    const forPeople = await runMillrace(['models', ...args], { cwd });
    expect(forPeople).toMatchObject({ code, stdout: '' });
    expect(forPeople.stderr).toMatch(/^millrace: \S.*\n(\S.*\n)?$/);
    const forPrograms = await runMillrace(['models', ...args, '--json'], { cwd });
    expect(JSON.parse(forPrograms.stderr)).toEqual({ error_code: errorCode, message: expect.any(String) });
  });
});
