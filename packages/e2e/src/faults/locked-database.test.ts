import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type MillraceProcess, startMillrace } from '../processes/start-millrace.ts';
import { startScript } from '../processes/start-script.ts';
import { mlflowApi } from '../requests/mlflow-api.ts';
import { type PlainAnswer, postJson } from './post-json.ts';
import { isThorough } from '../rounds.ts';
import { startWriters } from './writers.ts';

/** Of 19 in 20; of all, what a busy machine may need. */
const HEALTH_MS = 100;
const EVERY_HEALTH_MS = 1_000;
/** The server's own patience with another process, and what is over it. */
const BEYOND_PATIENCE_MS = 23_000;

const hold = async (server: MillraceProcess, milliseconds: number) => {
  const holder = await startScript('hold-lock.ts', {
    args: [join(server.directory, 'mlruns', 'millrace.db'), String(milliseconds)],
  });
  await holder.until(() => (holder.output().includes('held') ? true : undefined), 10_000);
  return holder;
};

/** Asks /health again and again until `end`, and holds that it is quick. */
const expectHealth = async (url: string, end: Promise<unknown>): Promise<void> => {
  let running = true;
  void end.then(() => (running = false));
  const times: number[] = [];
  while (running) {
    const from = performance.now();
    const answer = await fetch(`${url}/health`);
    expect(answer.status).toBe(200);
    await answer.text();
    times.push(performance.now() - from);
    await sleep(10);
  }
  times.sort((a, b) => a - b);
  expect(times.length).toBeGreaterThan(20);
  expect(times[Math.floor(times.length * 0.95)]).toBeLessThan(HEALTH_MS);
  expect(times.at(-1)).toBeLessThan(EVERY_HEALTH_MS);
};

const tag = (url: string, runId: string): Promise<PlainAnswer> =>
  postJson(`${url}/api/2.0/mlflow/runs/set-tag`, { run_id: runId, key: 'while', value: 'locked' });

describe('another process holds the database (F08)', () => {
  test('for two seconds: writes wait and succeed, reads and /health go on', async () => {
    const server = await startMillrace();
    const runId = await mlflowApi(server.url).createRun('0');
    const writers = await startWriters(server.url, 8);
    const holder = await hold(server, 2_000);
    const before = writers.acknowledged();
    await sleep(200);
    const answers = writers.acknowledged();
    await expectHealth(server.url, holder.exited);
    const reading = performance.now();
    await mlflowApi(server.url).getRun(runId);
    expect(performance.now() - reading).toBeLessThan(1_000);
    // Nothing was acknowledged while it was held, beyond what was on its way.
    expect(answers - before).toBeLessThanOrEqual(8);
    await sleep(500);
    await writers.stop();
    expect(writers.rude).toEqual([]);
    expect(writers.acknowledged()).toBeGreaterThan(answers + 8);
    await writers.check(server.url);
    await server.stop();
    rmSync(server.directory, { recursive: true, force: true });
  });

  test.runIf(isThorough())(
    'longer than its patience: 503 that says when to come again, then all is well',
    async () => {
      const server = await startMillrace();
      const runId = await mlflowApi(server.url).createRun('0');
      const holder = await hold(server, BEYOND_PATIENCE_MS);
      const refused = tag(server.url, runId);
      await expectHealth(server.url, Promise.race([refused, holder.exited]));
      expect(await refused).toMatchObject({ status: 503, retryAfter: '1' });
      expect((await mlflowApi(server.url).getRun(runId)).data.tags).not.toContainEqual({
        key: 'while',
        value: 'locked',
      });
      await holder.exited;
      expect(await tag(server.url, runId)).toMatchObject({ status: 200 });
      await server.stop();
      rmSync(server.directory, { recursive: true, force: true });
    },
  );
});
