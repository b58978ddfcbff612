import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MillraceProcess, startMillrace } from '../processes/start-millrace.ts';
import { mlflowApi } from '../requests/mlflow-api.ts';
import { type PlainAnswer, postJson } from './post-json.ts';
import { makeSmallDisk, whyNoSmallDisk } from './small-disk.ts';

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'millrace-damaged-'));
  file = join(directory, 'mlruns', 'millrace.db');
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** A folder with a run in it, closed as it should be or killed. */
const useOnce = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<string> => {
  const server = await startMillrace({ directory });
  const runId = await mlflowApi(server.url).createRun('0');
  await server.stop(signal);
  return runId;
};

/** What it says when it refuses. It listens to nobody, changes nothing and makes no database of its own. */
const refusal = async (): Promise<string> => {
  const before = existsSync(file) ? readFileSync(file) : undefined;
  const outcome = await startMillrace({ directory }).then(
    async (server) => {
      await server.stop();
      return 'it started';
    },
    (error: unknown) => String(error),
  );
  expect(outcome).not.toBe('it started');
  expect(outcome).not.toMatch(/http:\/\/127|node:internal|\bat \S+ \(/);
  expect(/"code":(\d+)/.exec(outcome)?.[1], outcome).not.toBe('0');
  expect(existsSync(file) ? readFileSync(file) : undefined).toEqual(before);
  return outcome;
};

describe('at a start, the files are not what they were (F10)', () => {
  test('0 bytes', async () => {
    await useOnce();
    truncateSync(file, 0);
    expect(await refusal()).toMatch(/millrace\.db is empty .*backup/);
  });

  test('a damaged header', async () => {
    await useOnce();
    const bytes = readFileSync(file);
    bytes.fill('x', 0, 16);
    writeFileSync(file, bytes);
    expect(await refusal()).toMatch(/not an SQLite database.*backup/);
  });

  test('cut in the middle', async () => {
    await useOnce();
    truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096);
    expect(await refusal()).toMatch(/damaged or was cut short.*backup/);
  });

  test('a newer schema', async () => {
    await useOnce();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(await refusal()).toMatch(/newer Millrace \(schema 99.*backup/);
  });

  test('gone', async () => {
    await useOnce();
    rmSync(file);
    expect(await refusal()).toMatch(/millrace\.db is missing.*backup/);
    expect(existsSync(file)).toBe(false);
  });

  test('another database in its place', async () => {
    await useOnce();
    const other = mkdtempSync(join(tmpdir(), 'millrace-other-'));
    const server = await startMillrace({ directory: other });
    await server.stop();
    copyFileSync(join(other, 'mlruns', 'millrace.db'), file);
    rmSync(other, { recursive: true, force: true });
    expect(await refusal()).toMatch(/not the database that was here before/);
  });

  test('killed, and the log taken away', async () => {
    await useOnce('SIGKILL');
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    rmSync(`${file}-wal`);
    expect(await refusal()).toMatch(/millrace\.db-wal is missing/);
  });

  test('a disk that is read-only: nothing is created, the cause is named', async ({ skip }) => {
    const reason = await whyNoSmallDisk();
    if (reason !== undefined) process.stderr.write(`skipped read-only disk (F10): ${reason}\n`);
    skip(reason !== undefined, reason);
    const disk = await makeSmallDisk(16);
    try {
      const server = await startMillrace({ directory: disk.folder });
      await server.stop();
      await disk.makeReadOnly();
      file = join(disk.folder, 'mlruns', 'millrace.db');
      const before = readFileSync(file);
      const outcome = await startMillrace({ directory: disk.folder }).catch(String);
      expect(outcome).toMatch(/cannot be written|read-only|writable/);
      expect(outcome).not.toMatch(/node:internal|\bat \S+ \(/);
      expect(readFileSync(file)).toEqual(before);
    } finally {
      await disk.remove();
    }
  });
});

const write = (server: MillraceProcess, runId: string, value: string): Promise<PlainAnswer> =>
  postJson(`${server.url}/api/2.0/mlflow/runs/set-tag`, { run_id: runId, key: 'moved', value });

describe('while it runs, the file is taken away (F10)', () => {
  test.each([
    ['removed', 'removed', () => rmSync(file)],
    [
      'replaced by a copy of itself',
      'replaced',
      () => {
        copyFileSync(file, `${file}.copy`);
        renameSync(`${file}.copy`, file);
      },
    ],
    [
      'replaced by an empty file',
      'replaced',
      () => {
        rmSync(file);
        writeFileSync(file, '');
      },
    ],
  ])('%s: no write is acknowledged, the cause is named, nothing is created', async (...[, word, change]) => {
    const server = await startMillrace({ directory });
    const runId = await mlflowApi(server.url).createRun('0');
    change();
    const answer = await write(server, runId, 'lost');
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(answer.text).toContain(`millrace.db was ${word} while in use`);
    expect(answer.text).not.toContain(directory);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    const left = existsSync(file) ? statSync(file).size : undefined;
    await server.stop();
    expect(existsSync(file) ? statSync(file).size : undefined).toBe(left);
    expect(left === undefined).toBe(word === 'removed');
  });

  test('moved away and put back: it goes on', async () => {
    const server = await startMillrace({ directory });
    const runId = await mlflowApi(server.url).createRun('0');
    mkdirSync(join(directory, 'aside'));
    const aside = join(directory, 'aside', 'millrace.db');
    renameSync(file, aside);
    expect((await write(server, runId, 'while away')).status).toBeGreaterThanOrEqual(500);
    renameSync(aside, file);
    expect((await write(server, runId, 'back')).status).toBe(200);
    const { data } = await mlflowApi(server.url).getRun(runId);
    expect(data.tags).toContainEqual({ key: 'moved', value: 'back' });
    await server.stop();
  });
});
