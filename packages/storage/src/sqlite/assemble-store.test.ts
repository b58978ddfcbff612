import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Metric, TrackingStore } from '@millrace/spec';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../memory/index.ts';
import type { AssembledStore } from './assemble-store.ts';
import { assembleStore } from './assemble-store.ts';
import { CHUNK_POINTS } from './metrics/chunk-table.ts';
import { openDatabase } from './open-database.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-assembled-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let number = 0;
const newFile = (): string => {
  number += 1;
  return join(directory, String(number), 'millrace.db');
};

const runIdOf = (index: number): string => index.toString(16).padStart(32, '0');

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

const append = (store: TrackingStore, runId: string, points: readonly Metric[]): Promise<void> =>
  store.write((unit) => unit.metrics.append(runId, points));

const openNew = async (): Promise<AssembledStore & { file: string; runId: string }> => {
  const file = newFile();
  const assembled = assembleStore(await openDatabase(file));
  await addRun(assembled.store, runIdOf(1));
  return { ...assembled, file, runId: runIdOf(1) };
};

const everythingOf = (store: TrackingStore, runId: string, keys: readonly string[]) =>
  store.read(async ({ metrics }) => {
    const histories = [];
    for (const key of keys) {
      histories.push(await metrics.history({ runId, key, offset: 0, limit: 1e9 }));
      histories.push(await metrics.history({ runId, key, offset: 3, limit: 4 }));
    }
    return {
      histories,
      latest: (await metrics.latest([runId])).get(runId),
      samples: await metrics.sample({ runIds: [runId], keys, maxPoints: 8 }),
      part: await metrics.sample({ runIds: [runId], keys, maxPoints: 4, startStep: -1, endStep: 2 }),
    };
  });

describe('compaction', () => {
  const metric: fc.Arbitrary<Metric> = fc.record({
    key: fc.constantFrom('a', 'b'),
    timestamp: fc.nat(2),
    step: fc.integer({ min: -1, max: 2 }),
    value: fc.constantFrom(0, 1, 2, -1.5, Number.NaN, Infinity, -Infinity),
  });
  const action = fc.oneof(
    { weight: 2, arbitrary: fc.array(metric, { minLength: 1, maxLength: 8 }) },
    { weight: 1, arbitrary: fc.constant('compact' as const) },
  );

  test('changes nothing that is read, whatever comes in which order', async () => {
    const { store, compactor } = await openNew();
    const memory = createMemoryStore();
    let run = 100;
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 12 }), async (actions) => {
        run += 1;
        const runId = runIdOf(run);
        await addRun(store, runId);
        await addRun(memory, runId);
        for (const next of actions) {
          if (next === 'compact') {
            await compactor.compact();
          } else {
            await append(store, runId, next);
            await append(memory, runId, next);
          }
        }
        const expected = await everythingOf(memory, runId, ['a', 'b']);
        expect(await everythingOf(store, runId, ['a', 'b'])).toEqual(expected);
        await compactor.compact();
        expect(await everythingOf(store, runId, ['a', 'b'])).toEqual(expected);
      }),
      { numRuns: 150 },
    );
    await store.close();
  });

  test('cuts long series into chunks and merges what comes late into the right one', async () => {
    const { store, compactor, session, runId } = await openNew();
    const points = Array.from({ length: CHUNK_POINTS * 3 }, (_, index) => ({
      key: 'm',
      value: index % 7,
      timestamp: index * 2,
      step: index,
    }));
    for (let start = 0; start < points.length; start += 1_000) {
      await append(store, runId, points.slice(start, start + 1_000));
      if (start % 3_000 === 0) await compactor.compact();
    }
    await compactor.compact();
    const chunks = () =>
      session.connection
        .prepare<{ count: number }>('SELECT count FROM chunks ORDER BY first_timestamp')
        .all();
    expect(chunks().map(({ count }) => count)).toEqual([CHUNK_POINTS, CHUNK_POINTS, CHUNK_POINTS]);

    const late = { key: 'm', value: 0.5, timestamp: 5_001, step: 2_500 };
    await append(store, runId, [late, ...points.slice(0, 900), ...points.slice(-10)]);
    const expected = points.toSpliced(2_501, 0, late);
    const read = () => store.read((unit) => unit.metrics.history({ runId, key: 'm', offset: 0, limit: 1e9 }));
    expect(await read()).toEqual(expected);
    await compactor.compact();
    expect(await read()).toEqual(expected);
    expect(chunks().reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
    expect(Math.max(...chunks().map(({ count }) => count))).toBeLessThanOrEqual(CHUNK_POINTS);
    await store.close();
  });

  test('empties the log but for its newest row, and is taken up by the next process', async () => {
    const { store, file, runId } = await openNew();
    for (let step = 0; step < 50; step += 1) {
      await append(store, runId, [{ key: 'm', value: step, timestamp: step, step }]);
    }
    await store.close();
    const next = assembleStore(await openDatabase(file));
    const logged = () =>
      next.session.connection.prepare<{ rows: number }>('SELECT count(*) AS rows FROM point_log').get()?.rows;
    expect(logged()).toBe(50);
    await next.compactor.compact();
    expect(logged()).toBe(1);
    await append(next.store, runId, [{ key: 'm', value: 99, timestamp: 99, step: 99 }]);
    const latest = await next.store.read((unit) => unit.metrics.latest([runId]));
    expect(latest.get(runId)).toEqual([{ key: 'm', value: 99, timestamp: 99, step: 99 }]);
    await next.store.close();
  });
});

describe('a search by metrics', () => {
  test('sees what was just written, also when that is more than one read settles', async () => {
    const { store, session, runId } = await openNew();
    const watermark = () =>
      session.connection.prepare<{ seq: number }>('SELECT seq FROM followers').get()?.seq ?? 0;
    const count = (value: number) =>
      store.read(({ metadata }) =>
        metadata.countRuns({
          experimentIds: ['0'],
          viewType: 'ALL',
          filter: {
            kind: 'comparison',
            field: { entity: 'metric', key: 'key-1' },
            comparator: '=',
            value,
          },
        }),
      );
    for (const size of [10, 30_000]) {
      const points = Array.from({ length: size }, (_, index) => ({
        key: `key-${index % 500}`,
        value: size,
        timestamp: size,
        step: size + Math.floor(index / 500),
      }));
      await append(store, runId, points);
      const before = watermark();
      expect(await count(size)).toBe(1);
      expect(watermark()).toBeGreaterThan(before);
    }
    await store.close();
  });

  test('within a unit that writes sees what the unit has written', async () => {
    const { store, runId } = await openNew();
    const found = await store.write(async ({ metadata, metrics }) => {
      await metrics.append(runId, [{ key: 'm', value: 5, timestamp: 1, step: 1 }]);
      return metadata.searchRuns({
        experimentIds: ['0'],
        viewType: 'ALL',
        orderBy: [{ field: { entity: 'metric', key: 'm' }, direction: 'DESC' }],
        filter: { kind: 'comparison', field: { entity: 'metric', key: 'm' }, comparator: '=', value: 5 },
        limit: 10,
        offset: 0,
      });
    });
    expect(found).toHaveLength(1);
    await store.close();
  });
});

describe('group commit', () => {
  /** Frames of the write-ahead log that end a transaction: each is one synced commit. */
  const commitsIn = (file: string): number => {
    const log = readFileSync(`${file}-wal`);
    const pageSize = log.readUInt32BE(8);
    let commits = 0;
    for (let frame = 32; frame + 24 + pageSize <= log.length; frame += 24 + pageSize) {
      if (log.readUInt32BE(frame + 4) > 0) commits += 1;
    }
    return commits;
  };

  test('puts what arrives in one turn into one commit', async () => {
    const { store, file, runId } = await openNew();
    const before = commitsIn(file);
    await Promise.all(
      Array.from({ length: 100 }, (_, step) =>
        append(store, runId, [{ key: 'm', value: 1, timestamp: 1, step }]),
      ),
    );
    expect(commitsIn(file) - before).toBe(1);
    await store.close();
  });

  test('is bounded, and a unit that fails does not make the others wait', async () => {
    const { store, runId } = await openNew();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 1_500 }, (_, step) =>
        store.write(async ({ metrics }) => {
          await metrics.append(runId, [{ key: 'm', value: 1, timestamp: 1, step }]);
          if (step === 700) throw new RangeError('no');
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    const history = await store.read((unit) =>
      unit.metrics.history({ runId, key: 'm', offset: 0, limit: 1e9 }),
    );
    expect(history).toHaveLength(1_499);
    await store.close();
  });

  test('that cannot be stored fails all its units, forgets their ids, and goes on when there is room again', async () => {
    const { store, session, runId } = await openNew();
    const pages = Number(session.connection.pragma('page_count'));
    session.connection.pragma(`max_page_count = ${pages + 4}`);
    const large = 'x'.repeat(100_000);
    const fill = (key: string): Promise<void> =>
      store.write(async ({ metadata, metrics }) => {
        await metrics.append(runId, [{ key, value: 1, timestamp: 1, step: 1 }]);
        await metadata.putRunTags(runId, [{ key, value: large }]);
      });
    for (const outcome of await Promise.allSettled([fill('a'), fill('b')])) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { code: 'TEMPORARILY_UNAVAILABLE', reason: 'storage/disk-full' },
      });
    }
    expect(await store.read((unit) => unit.metadata.findRunTags(runId))).toEqual([]);
    session.connection.pragma('max_page_count = 1000000');
    await fill('b');
    await fill('a');
    const latest = await store.read((unit) => unit.metrics.latest([runId]));
    expect(latest.get(runId)?.map(({ key }) => key)).toEqual(['a', 'b']);
    await store.close();
  });
});

describe('another process that holds the lock', () => {
  test('makes writes wait without holding up the event loop; reads go on', async () => {
    const { store, file, runId } = await openNew();
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    // A wait inside SQLite would let none of these through.
    let ticks = 0;
    const ticker = setInterval(() => {
      ticks += 1;
    }, 5);
    let isDone = false;
    const write = append(store, runId, [{ key: 'm', value: 1, timestamp: 1, step: 1 }]).then(() => {
      isDone = true;
    });
    await sleep(600);
    expect(ticks).toBeGreaterThan(8);
    expect(await store.read((unit) => unit.metadata.findRun(runId))).toBeDefined();
    expect(isDone).toBe(false);
    other.exec('COMMIT');
    other.close();
    await write;
    clearInterval(ticker);
    await store.close();
  });

  test('does not make a search by metrics wrong: what it writes meanwhile is seen or waited for', async () => {
    const { store, file, runId } = await openNew();
    const second = assembleStore(await openDatabase(file));
    for (let step = 0; step < 20; step += 1) {
      await append(step % 2 === 0 ? store : second.store, runId, [
        { key: 'm', value: step, timestamp: 1, step },
      ]);
      for (const reader of [store, second.store]) {
        const count = await reader.read(async ({ metadata }) => {
          await metadata.findRun(runId);
          return metadata.countRuns({
            experimentIds: ['0'],
            viewType: 'ALL',
            filter: {
              kind: 'comparison',
              field: { entity: 'metric', key: 'm' },
              comparator: '=',
              value: step,
            },
          });
        });
        expect(count).toBe(1);
      }
    }
    await Promise.all([store.close(), second.store.close()]);
  });
});
