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

const HEALTH_MS = 100;
/** The server's own patience with another process, and what is over it. */
const BEYOND_PATIENCE_MS = 23_000;

const hold = async (server: MillraceProcess, milliseconds: number) => {
  const holder = await startScript('hold-lock.ts', {
    args: [join(server.directory, 'mlruns', 'millrace.db'), String(milliseconds)],
  });
  await holder.until(() => (holder.output().includes('held') ? true : undefined), 10_000);
  return holder;
};

/** The slowest of all the times that /health took until `end`. */
const slowestHealth = async (url: string, end: Promise<unknown>): Promise<number> => {
  let running = true;
  void end.then(() => (running = false));
  let slowest = 0;
  while (running) {
    const from = performance.now();
    const answer = await fetch(`${url}/health`);
    expect(answer.status).toBe(200);
    await answer.text();
    slowest = Math.max(slowest, performance.now() - from);
    await sleep(10);
  }
  return slowest;
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
    const slowest = await slowestHealth(server.url, holder.exited);
    const reading = performance.now();
    await mlflowApi(server.url).getRun(runId);
    expect(performance.now() - reading).toBeLessThan(1_000);
    expect(slowest).toBeLessThan(HEALTH_MS);
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
      const slowest = await slowestHealth(server.url, Promise.race([refused, holder.exited]));
      expect(await refused).toMatchObject({ status: 503, retryAfter: '1' });
      expect(slowest).toBeLessThan(HEALTH_MS);
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
