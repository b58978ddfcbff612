import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TrackingStore } from '@millrace/spec';
import { afterAll, expect, test } from 'vitest';
import { openSqliteStore } from '../src/sqlite/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-processes-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const writer = fileURLToPath(new URL('writer-process.ts', import.meta.url));

const runIdOf = (number: number): string => number.toString(16).padStart(32, '0');

const addRun = (store: TrackingStore, runId: string): Promise<void> =>
  store.write(({ metadata }) =>
    metadata.insertRun({
      info: {
        runId,
        runName: 'run',
        experimentId: '0',
        userId: '',
        status: 'RUNNING',
        startTime: 0,
        endTime: null,
        artifactUri: '',
        lifecycleStage: 'active',
      },
      params: [],
      tags: [],
    }),
  );

/** Starts a writer and hears what it acknowledges. */
const startWriter = (file: string, runId: string) => {
  const child = spawn(process.execPath, ['--conditions=millrace-source', writer, file, runId], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const heard = { acknowledged: -1 };
  createInterface({ input: child.stdout }).on('line', (line) => {
    heard.acknowledged = Number(line);
  });
  const reach = async (count: number): Promise<void> => {
    while (heard.acknowledged < count) await once(child.stdout, 'data');
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'close');
  };
  return { heard, reach, kill };
};

const lastStep = async (store: TrackingStore, runId: string): Promise<number> => {
  const tags = await store.read((unit) => unit.metadata.findRunTags(runId));
  return Number(tags.find((tag) => tag.key === 'step')?.value ?? '-1');
};

test('kill -9 of writers loses nothing that was acknowledged and leaves nothing half-written', async () => {
  const file = join(directory, 'kill', 'millrace.db');
  const first = await openSqliteStore({ file });
  const runIds = [1, 2, 3].map(runIdOf);
  for (const runId of runIds) await addRun(first, runId);
  await first.close();

  const writers = runIds.map((runId) => startWriter(file, runId));
  await Promise.all(writers.map(({ reach }) => reach(20)));
  await Promise.all(writers.map(({ kill }) => kill()));

  const store = await openSqliteStore({ file });
  for (const [index, runId] of runIds.entries()) {
    const last = await lastStep(store, runId);
    expect(last).toBeGreaterThanOrEqual(writers[index]?.heard.acknowledged ?? Number.NaN);
    const latest = await store.read((unit) => unit.metrics.latest([runId]));
    expect(latest.get(runId)).toHaveLength(10);
    for (const key of ['key-0', 'key-9']) {
      const history = await store.read((unit) =>
        unit.metrics.history({ runId, key, offset: 0, limit: 1_000_000 }),
      );
      expect(history.map((point) => point.step)).toEqual(Array.from({ length: last + 1 }, (_, step) => step));
    }
  }
  await store.close();
});

test('a process sees what another one writes, and is told of it', async () => {
  const file = join(directory, 'feed', 'millrace.db');
  const store = await openSqliteStore({ file });
  const runId = runIdOf(1);
  await addRun(store, runId);
  const told = (async () => {
    for await (const batch of store.changes.subscribe({ signal: AbortSignal.timeout(15_000) })) {
      if (batch.changes.some((change) => change.runId === runId && change.metrics)) return true;
    }
    return false;
  })();
  const process = startWriter(file, runId);
  await process.reach(1);
  expect(await told).toBe(true);
  const before = await lastStep(store, runId);
  await process.reach(before + 20);
  expect(await lastStep(store, runId)).toBeGreaterThan(before);
  await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      store.write((unit) => unit.metadata.putRunTags(runId, [{ key: `own-${index}`, value: '' }])),
    ),
  );
  await process.kill();
  await store.close();
});
