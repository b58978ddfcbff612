import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@millrace/client';
import { beforeAll, expect, test } from 'vitest';
import { parseOutput } from './operation-output.ts';
import { emptyFolder, outputOf, runMillrace } from './run-millrace.ts';
import { type Seeded, seededFolder } from './seeded-folder.ts';

let seeded: Seeded;
let source: string;
const big = randomBytes(300_000);

beforeAll(async () => {
  seeded = await seededFolder();
  source = emptyFolder();
  writeFileSync(join(source, 'big.bin'), big);
  mkdirSync(join(source, 'tree', 'deep'), { recursive: true });
  writeFileSync(join(source, 'tree', 'a b.txt'), 'one');
  writeFileSync(join(source, 'tree', 'deep', 'größe.txt'), 'two');
  symlinkSync('/etc/hostname', join(source, 'tree', 'link'));
});

const list = async (path = '') =>
  parseOutput(
    'artifacts.list',
    await outputOf(['artifacts', 'list', '-r', seeded.runId, '-a', path, '--json'], { cwd: seeded.cwd }),
  ).files.map((file) => file.path);

test.each([
  ['log', '-l', 'one'],
  ['log-artifact', '--local-file', 'two'],
])('%s adds a file under its name', async (command, flag, folder) => {
  const args = [
    'artifacts',
    command,
    '-r',
    seeded.runId,
    flag,
    join(source, 'big.bin'),
    '-a',
    folder,
    '--json',
  ];
  const { files } = JSON.parse(await outputOf(args, { cwd: seeded.cwd })) as { files: unknown };
  expect(files).toEqual([{ path: `${folder}/big.bin`, size: big.length }]);
  expect(await list(folder)).toEqual([`${folder}/big.bin`]);
});

test.each([
  ['log', '--local-path', 'three'],
  ['log-artifacts', '--local-dir', 'four'],
])('%s adds what is in a folder, links left out', async (command, flag, folder) => {
  const args = ['artifacts', command, '-r', seeded.runId, flag, join(source, 'tree'), '-a', folder];
  const text = await outputOf(args, { cwd: seeded.cwd });
  expect(text.split('\n')).toEqual([`${folder}/a b.txt`, `${folder}/deep/größe.txt`, '']);
  expect(await list(folder)).toEqual([`${folder}/a b.txt`, `${folder}/deep`]);
});

test('download copies everything, whole', async () => {
  const to = join(emptyFolder(), 'out');
  await outputOf(['artifacts', 'log', '-r', seeded.runId, '-l', source], { cwd: seeded.cwd });
  await outputOf(['artifacts', 'download', '-r', seeded.runId, '-d', to], { cwd: seeded.cwd });
  const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  expect(digest(readFileSync(join(to, 'big.bin')))).toBe(digest(big));
  expect(readFileSync(join(to, 'tree', 'deep', 'größe.txt'), 'utf8')).toBe('two');
});

test('download takes one file, by flags or by URI', async () => {
  const to = emptyFolder();
  await outputOf(['artifacts', 'log', '-r', seeded.runId, '-l', join(source, 'big.bin'), '-a', 'models/x'], {
    cwd: seeded.cwd,
  });
  const uri = `runs:/${seeded.runId}/models/x/big.bin`;
  const text = await outputOf(['artifacts', 'download', '-u', uri, '-d', to, '--json'], { cwd: seeded.cwd });
  const file = join(to, 'big.bin');
  expect(readFileSync(file).equals(big)).toBe(true);
  expect((JSON.parse(text) as { files: { size: number }[] }).files).toMatchObject([{ size: big.length }]);
});

test('download finds a model that the run made, by its name as MLflow does', async () => {
  const { services, close } = await connect({ trackingUri: join(seeded.cwd, 'mlruns') });
  const call = { caller: { name: 'test', grants: 'all' as const } };
  const { info } = await services['runs.get']({ runId: seeded.runId }, call);
  const made = { experimentId: info.experimentId, name: 'net', modelType: '', sourceRunId: seeded.runId };
  const model = await services['loggedModels.create']({ ...made, params: [], tags: [] }, call);
  const { modelId } = model.info;
  await services['runs.logOutputs']({ runId: seeded.runId, models: [{ modelId, step: 0 }] }, call);
  for (const path of ['MLmodel', 'data/w.bin']) {
    const body = new Blob([path]).stream();
    await services['artifacts.write']({ target: { modelId, path }, body }, call);
  }
  await close();
  const folder = emptyFolder();
  const uri = `runs:/${seeded.runId}/net`;
  await outputOf(['artifacts', 'download', '-u', uri, '-d', folder], { cwd: seeded.cwd });
  expect(readFileSync(join(folder, 'net', 'MLmodel'), 'utf8')).toBe('MLmodel');
  expect(readFileSync(join(folder, 'net', 'data', 'w.bin'), 'utf8')).toBe('data/w.bin');
  const one = emptyFolder();
  await outputOf(['artifacts', 'download', '-u', `${uri}/data/w.bin`, '-d', one], { cwd: seeded.cwd });
  expect(readFileSync(join(one, 'w.bin'), 'utf8')).toBe('data/w.bin');
});

test('list shows sizes to people', async () => {
  const text = await outputOf(['artifacts', 'list', '-r', seeded.runId], { cwd: seeded.cwd });
  expect(text).toMatch(/^big\.bin +300\.0 kB$/m);
  expect(text).toMatch(/^tree\/ +-$/m);
});

test.each([
  [2, ['log', '-r', 'RUN', '-l', '/no/such/file']],
  [2, ['download']],
  [2, ['download', '-u', 'https://example.com/x']],
  [3, ['download', '-r', 'RUN', '-a', 'no/such/file']],
  [3, ['list', '-r', '0'.repeat(32)]],
])('exit code %i: artifacts %j', async (code, args) => {
  const named = args.map((arg) => (arg === 'RUN' ? seeded.runId : arg));
  const ended = await runMillrace(['artifacts', ...named], { cwd: seeded.cwd });
  expect(ended).toMatchObject({ code, stdout: '' });
});
