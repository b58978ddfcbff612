import { deepStrictEqual, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { mlflowApi } from '../requests/mlflow-api.ts';
import { postJson } from './post-json.ts';

/** One run, and what its writer knows of it: step N of `m` and param `p/N` were sent together. */
interface Writer {
  readonly runId: string;
  attempted: number;
  readonly acknowledged: number[];
}

/** Clients that log as fast as they are answered, through whatever happens to their server. */
export interface Writers {
  /** Answers so far, by status. 0: the connection broke. */
  readonly statuses: ReadonlyMap<number, number>;
  acknowledged(): number;
  /** Refusals that did not say when to come again. */
  readonly rude: readonly string[];
  /** Resolves when all have ended: told to, or their connection broke. */
  stop(): Promise<void>;
  /** acknowledged ⊆ stored ⊆ attempted, and each request whole or absent. Throws otherwise. */
  check(url: string): Promise<void>;
}

const PAUSE_MS = 20;

export const startWriters = async (url: string, count: number): Promise<Writers> => {
  const statuses = new Map<number, number>();
  const rude: string[] = [];
  const writers: Writer[] = [];
  for (let index = 0; index < count; index++) {
    writers.push({ runId: await mlflowApi(url).createRun('0'), attempted: 0, acknowledged: [] });
  }
  let stopped = false;

  const step = async (writer: Writer): Promise<void> => {
    const index = writer.attempted++;
    const { status, retryAfter, text } = await postJson(`${url}/api/2.0/mlflow/runs/log-batch`, {
      run_id: writer.runId,
      metrics: [{ key: 'm', value: index, timestamp: index, step: index }],
      params: [{ key: `p/${index}`, value: 'there' }],
    });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status === 200) writer.acknowledged.push(index);
    else {
      if (status !== 503 || retryAfter === null) rude.push(`${status} ${text}`);
      await sleep(PAUSE_MS);
    }
  };
  const write = async (writer: Writer): Promise<void> => {
    while (!stopped) {
      try {
        await step(writer);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        statuses.set(0, (statuses.get(0) ?? 0) + 1);
        return;
      }
    }
  };
  const all = Promise.all(writers.map(write));

  return {
    statuses,
    rude,
    acknowledged: () => writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
    stop: async () => {
      stopped = true;
      await all;
    },
    check: async (at) => {
      for (const writer of writers) await checkWriter(at, writer);
    },
  };
};

const checkWriter = async (url: string, { runId, attempted, acknowledged }: Writer): Promise<void> => {
  const { data } = await mlflowApi(url).getRun(runId);
  const params = (data.params ?? []).map(({ key }) => Number(key.slice(2))).sort((a, b) => a - b);
  const steps = await historyOf(url, runId);
  deepStrictEqual(steps, params, 'a request is there in part');
  const stored = new Set(steps);
  const lost = acknowledged.filter((index) => !stored.has(index));
  deepStrictEqual(lost, [], 'acknowledged and gone');
  ok(
    steps.every((index) => index < attempted),
    'something was stored that nobody sent',
  );
  const latest = data.metrics?.find(({ key }) => key === 'm');
  deepStrictEqual(latest?.step, steps.at(-1), 'the latest value is not the last');
};

const historyOf = async (url: string, runId: string): Promise<number[]> => {
  const answer = await fetch(
    `${url}/api/2.0/mlflow/metrics/get-history?run_id=${runId}&metric_key=m&max_results=25000`,
  );
  const { metrics = [] } = (await answer.json()) as { metrics?: { step: number }[] };
  return metrics.map(({ step }) => Number(step)).sort((a, b) => a - b);
};
