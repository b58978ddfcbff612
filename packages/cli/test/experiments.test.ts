import { beforeAll, describe, expect, test } from 'vitest';
import { parseOutput } from './operation-output.ts';
import { emptyFolder, outputOf, runMillrace } from './run-millrace.ts';

let cwd: string;
let experimentId: string;

beforeAll(async () => {
  cwd = emptyFolder();
  const created = await outputOf(['experiments', 'create', '-n', 'cars', '-t', 'team=blue', '--json'], {
    cwd,
  });
  ({ experimentId } = parseOutput('experiments.create', created));
});

const get = async (...args: readonly string[]) =>
  parseOutput('experiments.get', await outputOf(['experiments', 'get', '--json', ...args], { cwd }));

test('create keeps name and tags, and get finds it by id and by name', async () => {
  const byId = await get('-x', experimentId);
  expect(byId).toMatchObject({ name: 'cars', tags: [{ key: 'team', value: 'blue' }] });
  expect(await get('--experiment-name', 'cars')).toEqual(byId);
});

test('get shows it to people', async () => {
  const text = await outputOf(['experiments', 'get', '-n', 'cars'], { cwd });
  expect(text).toMatch(/^name +cars$/m);
  expect(text).toMatch(/^tag team +blue$/m);
});

test.each(['list', 'search'])('%s prints a table, and JSON in the shape of its operation', async (name) => {
  const text = await outputOf(['experiments', name], { cwd });
  expect(text).toMatch(/^ID +NAME +UPDATED +STAGE\n/);
  expect(text).toMatch(
    new RegExp(`^${experimentId} +cars +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d +active$`, 'm'),
  );
  const output = parseOutput('experiments.search', await outputOf(['experiments', name, '--json'], { cwd }));
  expect(output.experiments.map((it) => it.name).toSorted()).toEqual(['Default', 'cars']);
});

test('a list that is longer than asked for says how to go on', async () => {
  const first = await runMillrace(['experiments', 'list', '--max-results', '1'], { cwd });
  const token = /--page-token (\S+)/.exec(first.stderr)?.[1] ?? '';
  expect(token).not.toBe('');
  const next = await runMillrace(['experiments', 'list', '--max-results', '1', '--page-token', token], {
    cwd,
  });
  expect(next.code).toBe(0);
  expect(next.stdout).not.toBe(first.stdout);
});

test('rename, delete and restore', async () => {
  const args = ['-x', experimentId];
  await outputOf(['experiments', 'rename', ...args, '--new-name', 'trucks'], { cwd });
  expect((await get(...args)).name).toBe('trucks');
  const told = await outputOf(['experiments', 'delete', ...args], { cwd });
  expect(told).toContain(`millrace experiments restore -x ${experimentId}`);
  expect((await get(...args)).lifecycleStage).toBe('deleted');
  const view = ['--view', 'deleted_only', '--json'];
  const deleted = parseOutput(
    'experiments.search',
    await outputOf(['experiments', 'list', ...view], { cwd }),
  );
  expect(deleted.experiments.map((it) => it.experimentId)).toEqual([experimentId]);
  parseOutput('experiments.restore', await outputOf(['experiments', 'restore', ...args, '--json'], { cwd }));
  expect((await get(...args)).lifecycleStage).toBe('active');
  await outputOf(['experiments', 'rename', '-n', 'trucks', '--new-name', 'cars'], { cwd });
});

describe('refuses', () => {
  test.each([
    [5, 'RESOURCE_ALREADY_EXISTS', ['create', '-n', 'cars']],
    [3, 'RESOURCE_DOES_NOT_EXIST', ['get', '-x', '4711']],
    [3, 'RESOURCE_DOES_NOT_EXIST', ['get', '-n', 'none such']],
    [2, 'INVALID_PARAMETER_VALUE', ['get', '-n', 'cars', '-x', '1']],
    [2, 'INVALID_PARAMETER_VALUE', ['get']],
    [2, 'INVALID_PARAMETER_VALUE', ['create', '-n', 'x', '-t', 'no-value']],
    [2, 'INVALID_PARAMETER_VALUE', ['list', '--max-results', 'many']],
    [2, 'INVALID_PARAMETER_VALUE', ['list', '--view', 'some']],
    [2, 'INVALID_PARAMETER_VALUE', ['list', '--filter', 'name ==== 1']],
    [2, 'INVALID_PARAMETER_VALUE', ['create']],
  ] as const)('with %i and %s: experiments %j', async (code, errorCode, args) => {
    const forPeople = await runMillrace(['experiments', ...args], { cwd });
    expect(forPeople).toMatchObject({ code, stdout: '' });
    expect(forPeople.stderr).toMatch(/^millrace: \S.*\n(\S.*\n)?$/);
    const forPrograms = await runMillrace(['experiments', ...args, '--json'], { cwd });
    expect(forPrograms).toMatchObject({ code, stdout: '' });
    expect(JSON.parse(forPrograms.stderr)).toEqual({ error_code: errorCode, message: expect.any(String) });
  });
});
