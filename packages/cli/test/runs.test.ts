import { beforeAll, expect, test } from 'vitest';
import { parseOutput } from './operation-output.ts';
import { outputOf, runMillrace } from './run-millrace.ts';
import { type Seeded, seededFolder } from './seeded-folder.ts';

let seeded: Seeded;

beforeAll(async () => {
  seeded = await seededFolder();
});

const json = async (args: readonly string[], env = {}): Promise<string> =>
  outputOf([...args, '--json'], { cwd: seeded.cwd, env });

test('list prints one line a run, with its metrics', async () => {
  const text = await outputOf(['runs', 'list', '-n', 'cars'], { cwd: seeded.cwd });
  const [head, line] = text.split('\n');
  expect(head).toMatch(/^RUN +NAME +STATUS +STARTED +TOOK +bad +loss$/);
  expect(line).toMatch(/ first +FINISHED +2023-11-14 22:13:20 +1m 01s +NaN +0\.125$/);
});

test('list prints the output of its operation, NaN included', async () => {
  const { runs } = parseOutput('runs.search', await json(['runs', 'list', '-x', seeded.experimentId]));
  expect(runs.map(({ info }) => info.runId)).toEqual([seeded.runId]);
  expect(runs[0]?.metrics.find(({ key }) => key === 'bad')?.value).toBeNaN();
});

test.each([
  ['metrics.loss < 0.2', 1],
  ['metrics.loss > 0.2', 0],
])('list --filter "%s" finds %i', async (filter, count) => {
  const args = ['runs', 'list', '-n', 'cars', '--filter', filter];
  expect(parseOutput('runs.search', await json(args)).runs).toHaveLength(count);
});

test('list honours the environment of MLflow, and a flag wins', async () => {
  const found = async (args: readonly string[], env: Record<string, string>) =>
    parseOutput('runs.search', await json(['runs', 'list', ...args], env)).runs.length;
  expect(await found([], {})).toBe(0);
  expect(await found([], { MLFLOW_EXPERIMENT_NAME: 'cars' })).toBe(1);
  expect(await found([], { MLFLOW_EXPERIMENT_ID: seeded.experimentId })).toBe(1);
  expect(await found(['-x', '0'], { MLFLOW_EXPERIMENT_NAME: 'cars' })).toBe(0);
});

test('the tracking URI comes from the flag, else the environment', async () => {
  const uri = `${seeded.cwd}/mlruns`;
  const elsewhere = '/';
  const args = ['runs', 'describe', '-r', seeded.runId, '--json'];
  const byFlag = await outputOf([...args, '--tracking-uri', uri], { cwd: elsewhere });
  expect(parseOutput('runs.get', byFlag).info.runName).toBe('first');
  expect(await outputOf(args, { cwd: elsewhere, env: { MLFLOW_TRACKING_URI: uri } })).toBe(byFlag);
});

test('describe shows all of it', async () => {
  const text = await outputOf(['runs', 'describe', '--run-id', seeded.runId], { cwd: seeded.cwd });
  expect(text).toMatch(/^name +first$/m);
  expect(text).toMatch(/^Params\nlr +0\.01$/m);
  expect(text).toMatch(/^loss +0\.125 +step 3$/m);
});

test('delete and restore', async () => {
  const args = ['-r', seeded.runId];
  parseOutput('runs.delete', await json(['runs', 'delete', ...args]));
  expect(parseOutput('runs.search', await json(['runs', 'list', '-n', 'cars'])).runs).toEqual([]);
  const all = await outputOf(['runs', 'list', '-n', 'cars', '--view', 'all'], { cwd: seeded.cwd });
  expect(all).toContain('DELETED');
  expect(await outputOf(['runs', 'restore', ...args], { cwd: seeded.cwd })).toBe(
    `Restored run ${seeded.runId}\n`,
  );
  expect(parseOutput('runs.search', await json(['runs', 'list', '-n', 'cars'])).runs).toHaveLength(1);
});

test('a run that is not there is exit code 3', async () => {
  const ended = await runMillrace(['runs', 'describe', '-r', '0'.repeat(32)], { cwd: seeded.cwd });
  expect(ended).toMatchObject({ code: 3, stdout: '' });
});
