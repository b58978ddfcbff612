import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Batch, METRIC_KEYS, sendBatch, storedBatches } from './batch.ts';
import { randomFrom } from '../requests/random-from.ts';
import { mlflowApi } from '../requests/mlflow-api.ts';
import { startMillrace } from '../processes/start-millrace.ts';
import { isThorough, rounds, SEED } from '../rounds.ts';

const CROWDS: readonly { readonly writers: number; readonly times: number }[] = [
  { writers: 8, times: rounds({ quick: 10, full: 50 }) },
  ...(isThorough() ? [{ writers: 64, times: rounds({ quick: 0, full: 50 }) }] : []),
];

/** One run, and what its writer knows about its batches. */
interface Writer {
  readonly runId: string;
  readonly attempted: Batch[];
  readonly acknowledged: Set<number>;
}

/** Sends batch after batch until the server is gone. */
const writeUntilCut = async (url: string, writer: Writer): Promise<void> => {
  for (let index = 0; ; index++) {
    const batch: Batch = { runId: writer.runId, index };
    writer.attempted.push(batch);
    try {
      await sendBatch(url, batch);
    } catch (error) {
      if (error instanceof TypeError) return; // fetch's word for a connection that broke
      throw error;
    }
    writer.acknowledged.add(index);
  }
};

const integrity = (file: string): unknown[] => {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return ['integrity_check', 'foreign_key_check'].map((check) =>
      database
        .prepare(`PRAGMA ${check}`)
        .all()
        .map((row) => ({ ...row })),
    );
  } finally {
    database.close();
  }
};

describe('kill -9 under writers', () => {
  test.for(CROWDS)(`$writers of them, $times rounds, seed ${SEED}`, async ({ writers: count, times }) => {
    const random = randomFrom(SEED);
    const restarts: number[] = [];
    let acknowledged = 0;
    let unknown = 0;
    let server = await startMillrace();
    const { directory } = server;
    try {
      for (let round = 0; round < times; round++) {
        const api = mlflowApi(server.url);
        const writers: Writer[] = [];
        for (let index = 0; index < count; index++) {
          const runId = await api.createRun('0');
          writers.push({ runId, attempted: [], acknowledged: new Set() });
        }
        const url = server.url;
        const writing = Promise.all(writers.map((writer) => writeUntilCut(url, writer)));
        await sleep(100 + random() * 1_200);
        await server.stop('SIGKILL');
        await writing;

        const from = performance.now();
        server = await startMillrace({ directory });
        restarts.push(performance.now() - from);

        for (const writer of writers) {
          const stored = await storedBatches(server.url, writer.runId);
          const attempted = writer.attempted.map(({ index }) => index);
          expect(attempted).toEqual(expect.arrayContaining(stored));
          expect(stored).toEqual(expect.arrayContaining([...writer.acknowledged]));
          const inDoubt = writer.attempted.filter(({ index }) => !writer.acknowledged.has(index));
          for (const batch of inDoubt) await sendBatch(server.url, batch);
          expect(await storedBatches(server.url, writer.runId)).toEqual(attempted);
          acknowledged += writer.acknowledged.size;
          unknown += inDoubt.length;
        }
        expect(integrity(join(directory, 'mlruns', 'millrace.db'))).toEqual([
          [{ integrity_check: 'ok' }],
          [],
        ]);
      }
    } finally {
      await server.stop();
    }
    rmSync(directory, { recursive: true, force: true });
    // Without these, the rounds would have proven nothing.
    expect(acknowledged).toBeGreaterThan(times * count);
    expect(unknown).toBe(times * count);
    expect(Math.max(...restarts)).toBeLessThan(5_000);
    process.stderr.write(
      `durability: seed ${SEED}, ${acknowledged} batches of ${METRIC_KEYS} metrics acknowledged, ${unknown} cut; ` +
        `restart ${Math.round(Math.min(...restarts))} to ${Math.round(Math.max(...restarts))} ms\n`,
    );
  });
});
