import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metric, TrackingStore } from '@millrace/spec';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { assembleStore } from './assemble-store.ts';
import { openDatabase } from './open-database.ts';

const RUN = 'a'.repeat(32);

let folder: string;
let store: TrackingStore;
let compact: () => Promise<void>;

const pointsFrom = (first: number, count: number): Metric[] =>
  Array.from({ length: count }, (_, index) => ({
    key: 'loss',
    value: Math.sin(first + index),
    timestamp: first + index,
    step: first + index,
  }));

const append = (points: readonly Metric[]): Promise<void> =>
  store.write(async ({ metrics }) => {
    await metrics.append(RUN, points);
  });

const WHOLE = { runId: RUN, key: 'loss', offset: 0, limit: Number.MAX_SAFE_INTEGER };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-aside-'));
  const assembled = assembleStore(await openDatabase(join(folder, 'millrace.db')));
  store = assembled.store;
  compact = () => assembled.compactor.compact();
  await store.write(({ metadata }) =>
    metadata.insertRun({
      info: {
        runId: RUN,
        runName: 'run',
        experimentId: '0',
        userId: 'user',
        status: 'RUNNING',
        startTime: 1,
        endTime: null,
        artifactUri: 'mlflow-artifacts:/0',
        lifecycleStage: 'active',
      },
      params: [],
      tags: [],
    }),
  );
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

it('lets writes and other reads through, and keeps its own moment', async () => {
  await append(pointsFrom(0, 3));
  const counts = await store.readAside(async ({ metrics }) => {
    const before = await metrics.history(WHOLE);
    await append(pointsFrom(3, 2));
    const meanwhile = await store.read((unit) => unit.metrics.history(WHOLE));
    const later = await store.readAside((unit) => unit.metrics.history(WHOLE));
    const after = await metrics.history(WHOLE);
    return [before, meanwhile, later, after].map((points) => points.length);
  });
  expect(counts).toEqual([3, 5, 5, 3]);
});

it('lets the event loop go on while a long history or curve is read, and answers as a plain read does', async () => {
  for (let first = 0; first < 400_000; first += 40_000) await append(pointsFrom(first, 40_000));
  await compact();
  await append(pointsFrom(400_000, 10));
  const sample = { runIds: [RUN], keys: ['loss'], maxPoints: 500 };
  const expected = await store.read(async ({ metrics }) => ({
    history: await metrics.history(WHOLE),
    curve: await metrics.sample(sample),
  }));
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  const actual = await store.readAside(async ({ metrics }) => {
    const history = await metrics.history(WHOLE);
    const ofHistory = turns;
    const curve = await metrics.sample(sample);
    return { history, curve, turns: [ofHistory, turns - ofHistory] };
  });
  clearInterval(timer);
  expect(actual.history).toHaveLength(400_010);
  expect(actual.history).toEqual(expected.history);
  expect(actual.curve).toEqual(expected.curve);
  expect(Math.min(...actual.turns)).toBeGreaterThan(1);
});
