import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, init } from '../src/index.ts';

const SCRIPT = fileURLToPath(new URL('./training-script.ts', import.meta.url));
const CALL = { caller: { name: 'test', grants: 'all' as const } };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-local-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('tracking to a folder', () => {
  it('with nothing set, a script logs into ./mlruns, and ends by itself', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--conditions=millrace-source', SCRIPT, 'forget'],
      {
        cwd: folder,
        env: { PATH: process.env['PATH'] },
        timeout: 15_000,
      },
    );
    await stat(join(folder, 'mlruns', 'millrace.db'));
    await using ml = init({ trackingUri: join(folder, 'mlruns') });
    const run = await ml.getRun(stdout.trim());
    expect(run.info.status).toBe('FINISHED');
    expect(run.metrics.map(({ key, value }) => [key, value])).toEqual([['loss', 1]]);
  });

  it('an exception in such a script ends its run FAILED', async () => {
    const outcome: unknown = await promisify(execFile)(
      process.execPath,
      ['--conditions=millrace-source', SCRIPT, 'throw'],
      { cwd: folder, env: { PATH: process.env['PATH'] }, timeout: 15_000 },
    ).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 1 });
    await using ml = init({ trackingUri: `file://${join(folder, 'mlruns')}`, experiment: 'ends' });
    const [run] = await ml.searchRuns();
    expect(run?.info.status).toBe('FAILED');
  });

  it('logs files and whole folders from the disk', async () => {
    await mkdir(join(folder, 'data', 'deep'), { recursive: true });
    await writeFile(join(folder, 'data', 'a.txt'), 'a');
    await writeFile(join(folder, 'data', 'deep', 'b.txt'), 'b');
    await using ml = init({ trackingUri: join(folder, 'mlruns'), strict: true, onProblem: () => {} });
    const run = await ml.startRun();
    await run.logArtifact(join(folder, 'data', 'a.txt'), { folder: 'single' });
    await run.logArtifacts(join(folder, 'data'), { folder: 'whole' });
    await run.end();
    const { services, close } = await connect({ trackingUri: join(folder, 'mlruns') });
    const list = async (path: string): Promise<string[]> => {
      const { files } = await services['artifacts.list']({ target: { runId: run.runId, path } }, CALL);
      return files.map((file) => file.path);
    };
    expect(await list('single')).toEqual(['single/a.txt']);
    expect(await list('whole')).toEqual(['whole/a.txt', 'whole/deep']);
    expect(await list('whole/deep')).toEqual(['whole/deep/b.txt']);
    await close();
    const missing = await ml.startRun();
    await expect(missing.logArtifact(join(folder, 'absent.txt'))).rejects.toMatchObject({
      code: 'RESOURCE_DOES_NOT_EXIST',
    });
    await expect(missing.end()).rejects.toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST' });
  });

  it('refuses a tracking URI of a kind it does not know, without repeating it', async () => {
    const failing = connect({ trackingUri: 'postgresql://user:s3cret@db/ml' });
    await expect(failing).rejects.toThrow(/scheme 'postgresql'/);
    await expect(failing).rejects.not.toThrow(/s3cret/);
  });
});
