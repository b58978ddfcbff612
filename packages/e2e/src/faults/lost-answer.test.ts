import { rmSync } from 'node:fs';
import { init } from '@millrace/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MillraceProcess, startMillrace } from '../processes/start-millrace.ts';
import { mlflowApi } from '../requests/mlflow-api.ts';
import { randomFrom } from '../requests/random-from.ts';
import { type PlainAnswer, postJson } from './post-json.ts';
import { SEED } from '../rounds.ts';
import { startSwallowingProxy } from './swallowing-proxy.ts';

let server: MillraceProcess;

beforeAll(async () => {
  server = await startMillrace();
});

afterAll(async () => {
  await server.stop();
  rmSync(server.directory, { recursive: true, force: true });
});

/** As a client does that hears nothing: the same again. */
const insist = async (send: () => Promise<PlainAnswer>): Promise<PlainAnswer> => {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
};

const stateOf = async (runId: string): Promise<unknown> => {
  const run = await mlflowApi(server.url).getRun(runId);
  const history = await fetch(
    `${server.url}/api/2.0/mlflow/metrics/get-history?run_id=${runId}&metric_key=m`,
  );
  return [run, await history.json()];
};

describe('the answer is lost after the commit, and the client asks again (F12)', () => {
  test('every write leaves the same state once', async () => {
    let turn = 0;
    // Two answers of three are lost.
    const proxy = await startSwallowingProxy(server.url, () => ++turn % 3 === 0);
    const direct = await mlflowApi(server.url).createRun('0');
    const through = await mlflowApi(server.url).createRun('0');
    const writes: readonly [string, object][] = [
      [
        'runs/log-batch',
        {
          metrics: [0, 1, 2].map((step) => ({ key: 'm', value: step / 2, timestamp: step, step })),
          params: [{ key: 'p', value: 'v' }],
          tags: [{ key: 't', value: 'v' }],
        },
      ],
      ['runs/log-metric', { key: 'm', value: 7, timestamp: 9, step: 9 }],
      ['runs/log-parameter', { key: 'q', value: 'w' }],
      ['runs/set-tag', { key: 'u', value: 'w' }],
      ['runs/update', { status: 'FINISHED', end_time: 1_700_000_000_000, run_name: 'same' }],
      ['runs/delete', {}],
      ['runs/restore', {}],
    ];
    for (const [path, body] of writes) {
      const address = `/api/2.0/mlflow/${path}`;
      expect(await postJson(`${server.url}${address}`, { run_id: direct, ...body })).toMatchObject({
        status: 200,
      });
      const insisted = await insist(() => postJson(`${proxy.url}${address}`, { run_id: through, ...body }));
      expect(insisted, path).toMatchObject({ status: 200 });
    }
    expect(proxy.swallowed()).toBeGreaterThanOrEqual(writes.length * 2);
    await proxy.close();
    const plain = (state: unknown): unknown =>
      JSON.parse(
        JSON.stringify(state)
          .replaceAll(direct, 'ID')
          .replaceAll(through, 'ID')
          .replaceAll(/"start_time":\d+/g, '"start_time":0'),
      );
    expect(plain(await stateOf(through))).toEqual(plain(await stateOf(direct)));
  });

  test('a creation with an Idempotency-Key makes one run, and each try is answered alike', async () => {
    let passes = 0;
    const proxy = await startSwallowingProxy(server.url, () => passes++ >= 3);
    const before = await countRuns();
    const send = (): Promise<PlainAnswer> =>
      postJson(
        `${proxy.url}/api/2.0/mlflow/runs/create`,
        { experiment_id: '0', run_name: 'once', start_time: 1 },
        { 'idempotency-key': 'lost and asked for again' },
      );
    const first = await insist(send);
    expect(first.status).toBe(200);
    expect(await send()).toEqual(first);
    expect(proxy.swallowed()).toBe(3);
    await proxy.close();
    expect(await countRuns()).toBe(before + 1);
  });

  test(`the TypeScript client through a proxy that loses every third answer, seed ${SEED}`, async () => {
    const random = randomFrom(SEED);
    const proxy = await startSwallowingProxy(server.url, () => random() > 1 / 3);
    const STEPS = 60;
    const ids: string[] = [];
    {
      await using millrace = init({ trackingUri: proxy.url, experiment: 'lossy', strict: true });
      for (let index = 0; index < 3; index++) {
        ids.push(
          await millrace.withRun(`run ${index}`, async (run) => {
            run.logParams({ index, kind: 'lossy' });
            for (let step = 0; step < STEPS; step++) {
              run.logMetric('loss', 1 / (step + 1), { step });
              if (step % 10 === 0) await run.flush();
            }
            await run.logText('whole', 'note.txt');
            return run.runId;
          }),
        );
      }
    }
    expect(proxy.swallowed()).toBeGreaterThan(3);
    await proxy.close();
    await using plain = init({ trackingUri: server.url, experiment: 'lossy' });
    const runs = await plain.searchRuns();
    expect(runs.length).toBe(ids.length);
    expect(new Map(runs.map(({ info }) => [info.runId, info.status]))).toEqual(
      new Map(ids.map((id) => [id, 'FINISHED'])),
    );
    for (const id of ids) {
      const history = await plain.getMetricHistory(id, 'loss');
      expect(history.map(({ step }) => step)).toEqual(Array.from({ length: STEPS }, (_, step) => step));
    }
  });
});

const countRuns = async (): Promise<number> => {
  const { text } = await postJson(`${server.url}/api/2.0/mlflow/runs/search`, { experiment_ids: ['0'] });
  return (JSON.parse(text) as { runs?: unknown[] }).runs?.length ?? 0;
};
