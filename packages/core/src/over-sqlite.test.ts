import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrackingStore } from '@millrace/spec';
import { openSqliteStore } from '@millrace/storage/sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun, withKey } from '../test/harness.ts';
import { bytesOf, toBody } from '../test/memory-artifacts.ts';

let folder: string;
let store: TrackingStore;
let harness: Harness;

const open = async (): Promise<void> => {
  store = await openSqliteStore({ file: join(folder, 'millrace.db') });
  harness = createHarness({ store });
};

const close = (): Promise<void> => store.close();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-core-'));
  await open();
});

afterEach(async () => {
  await close();
  await rm(folder, { recursive: true });
});

describe('services over SQLite', () => {
  it('find again what they wrote, after a restart too', async () => {
    const { experimentId } = await harness.call('experiments.create', { name: 'forest' });
    const runId = await newRun(harness, experimentId);
    await harness.call('runs.logBatch', {
      runId,
      metrics: [
        { key: 'loss', value: 0.25, timestamp: 10, step: 2 },
        { key: 'loss', value: 0.5, timestamp: 5, step: 1 },
        { key: 'bad', value: Number.NaN, timestamp: 5, step: 1 },
      ],
      params: [{ key: 'depth', value: '3' }],
      tags: [{ key: 'mlflow.runName', value: 'brisk' }],
    });
    await harness.call('runs.update', { runId, status: 'FINISHED', endTime: 99 });
    const before = await harness.call('runs.get', { runId });
    expect(before.info).toMatchObject({ runName: 'brisk', status: 'FINISHED', endTime: 99 });
    expect(before.metrics).toContainEqual({ key: 'loss', value: 0.25, timestamp: 10, step: 2 });
    await close();
    await open();
    expect(await harness.call('runs.get', { runId })).toEqual(before);
    expect((await harness.call('metrics.history', { runId, key: 'loss' })).metrics).toHaveLength(2);
  });

  it('search by what MLflow searches by, and by OR and NOT', async () => {
    const ids: string[] = [];
    for (const [index, model] of ['tree', 'forest', 'net'].entries()) {
      const runId = await newRun(harness);
      ids.push(runId);
      await harness.call('runs.logBatch', {
        runId,
        metrics: [{ key: 'val/loss', value: index / 2, timestamp: 1, step: 0 }],
        params: [{ key: 'model', value: model }],
      });
    }
    const find = async (filter: string, orderBy: string[] = ['params.model']) => {
      const { runs } = await harness.call('runs.search', {
        experimentIds: ['0'],
        maxResults: 10,
        filter,
        orderBy,
      });
      const { total } = await harness.call('runs.count', { experimentIds: ['0'], filter });
      expect(total).toBe(runs.length);
      return runs.map((run) => run.params[0]?.value);
    };
    expect(await find('metrics.`val/loss` >= 0.5')).toEqual(['forest', 'net']);
    expect(await find("params.model LIKE '%e%' AND NOT params.model = 'net'")).toEqual(['forest', 'tree']);
    expect(await find('params.model = \'net\' OR metrics."val/loss" = 0')).toEqual(['net', 'tree']);
    expect(await find('params.missing IS NULL', ['metrics.`val/loss` DESC'])).toEqual([
      'net',
      'forest',
      'tree',
    ]);
    expect(await find(`run_id IN ('${ids[0]}')`)).toEqual(['tree']);
  });

  it('write all of a batch or nothing, among others at the same time', async () => {
    const runId = await newRun(harness);
    await harness.call('runs.logParam', { runId, key: 'depth', value: '3' });
    const log = (step: number, depth: string) =>
      harness.call('runs.logBatch', {
        runId,
        metrics: [{ key: 'loss', value: 1, timestamp: 1, step }],
        params: [{ key: 'depth', value: depth }],
      });
    const outcomes = await Promise.allSettled([log(0, '3'), log(1, '4'), log(2, '3'), log(3, '5')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    const { metrics } = await harness.call('metrics.history', { runId, key: 'loss' });
    expect(metrics.map(({ step }) => step)).toEqual([0, 2]);
  });

  it('answer once for one idempotency key, at the same time and after a restart', async () => {
    const create = () => harness.call('runs.create', { runName: 'a' }, withKey('k1'));
    const [first, second] = await Promise.all([create(), create()]);
    expect(second).toEqual(first);
    await close();
    await open();
    expect(await create()).toEqual(first);
    await expectRefusal(harness.call('runs.create', { runName: 'b' }, withKey('k1')), 'RESOURCE_CONFLICT');
  });

  it('keep files, their digests, and clients away from the database beside them', async () => {
    const runId = await newRun(harness);
    const target = { runId, path: 'model/data.txt' };
    const receipt = await harness.call('artifacts.write', { target, body: toBody('hel', 'lo') });
    expect((await harness.call('artifacts.list', { target: { runId, path: 'model' } })).files).toEqual([
      { path: 'model/data.txt', isDirectory: false, size: 5, sha256: receipt.sha256 },
    ]);
    expect(await bytesOf((await harness.call('artifacts.read', { target })).body)).toBe('hello');
    for (const location of ['millrace.db', 'millrace.db-wal', '', '.millrace-uploads/x']) {
      await expectRefusal(
        harness.call('artifacts.read', { target: { location } }),
        'INVALID_PARAMETER_VALUE',
        /^Invalid path/,
      );
    }
    await harness.call('artifacts.delete', { target: { runId, path: 'model' } });
    expect((await harness.call('artifacts.list', { target: { runId } })).files).toEqual([]);
  });

  it('give in pages what they give at once', async () => {
    await Promise.all(Array.from({ length: 23 }, () => newRun(harness)));
    const search = (maxResults: number, pageToken?: string) =>
      harness.call('runs.search', { experimentIds: ['0'], maxResults, pageToken, orderBy: ['run_name'] });
    const whole = (await search(1000)).runs;
    expect(whole).toHaveLength(23);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (maxResults) => {
        const paged: unknown[] = [];
        let pageToken: string | undefined;
        do {
          const page = await search(maxResults, pageToken);
          paged.push(...page.runs);
          pageToken = page.nextPageToken;
        } while (pageToken !== undefined);
        expect(paged).toEqual(whole);
      }),
      { numRuns: 15 },
    );
  });
});
