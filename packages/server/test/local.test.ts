import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { openLocal } from '../src/local.ts';

const context = { caller: { name: 'test', grants: 'all' } } as const;

const folderOf = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-local-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'a folder');
};

const newRun = { experimentId: '0', userId: '', startTime: 1, tags: [] };

it('keeps runs and artifacts in one folder, shared with another opening of it', async () => {
  const directory = await folderOf();
  const first = await openLocal({ directory });
  const second = await openLocal({ directory });
  const { info } = await first.services['runs.create'](newRun, context);
  const target = { runId: info.runId, path: 'a.txt' };
  const body = (async function* () {
    yield Buffer.from('hello');
  })();
  await first.services['artifacts.write']({ target, body }, context);
  expect(await second.services['runs.get']({ runId: info.runId }, context)).toMatchObject({ info });
  await first.close();
  await second.close();
  const files = await readdir(directory, { recursive: true });
  expect(files).toContain('millrace.db');
  expect(files).toContain(`0/${info.runId}/artifacts/a.txt`);
});

it('loads no HTTP server', () => {
  const local = fileURLToPath(new URL('../src/local.ts', import.meta.url));
  const script = `await import(${JSON.stringify(local)});
    console.log(process.moduleLoadList.filter((name) => /_http_server/.test(name)).join());`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=millrace-source', '--input-type=module', '-e', script],
    { encoding: 'utf8' },
  );
  expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: '', stderr: '' });
});
