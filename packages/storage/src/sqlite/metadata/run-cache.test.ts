import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metric, RunRecord, TrackingStore } from '@millrace/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assembleStore, type AssembledStore } from '../assemble-store.ts';
import { openDatabase } from '../open-database.ts';

const RUN = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);

let folder: string;
let first: AssembledStore;
let second: AssembledStore;

const newRun = (runId: string): RunRecord => ({
  info: {
    runId,
    runName: 'run',
    experimentId: '0',
    userId: 'user',
    status: 'RUNNING',
    startTime: 1,
    endTime: null,
    artifactUri: 'mlflow-artifacts:/0',
    lifecycleStage: 'active',
  },
  params: [{ key: 'rate', value: '0.1' }],
  tags: [],
});

interface Read {
  readonly record: RunRecord | undefined;
  readonly metrics: readonly Metric[] | undefined;
}

const readRun = (store: TrackingStore, runId: string): Promise<Read> =>
  store.read(async ({ metadata, metrics }) => {
    const [record] = await metadata.readRuns([runId]);
    return { record, metrics: (await metrics.latest([runId])).get(runId) };
  });

const log = (store: TrackingStore, value: number): Promise<void> =>
  store.write(async ({ metrics }) => {
    await metrics.append(RUN, [{ key: 'loss', value, timestamp: 1, step: value }]);
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-run-cache-'));
  const file = join(folder, 'millrace.db');
  first = assembleStore(await openDatabase(file));
  second = assembleStore(await openDatabase(file));
  await first.store.write(async ({ metadata }) => {
    await metadata.insertRun(newRun(RUN));
    await metadata.insertRun(newRun(OTHER));
  });
});

afterEach(async () => {
  await first.store.close();
  await second.store.close();
  rmSync(folder, { recursive: true });
});

describe('what is read of a run', () => {
  it('is the same object while nothing changes, whatever happens to other runs', async () => {
    const before = await readRun(first.store, OTHER);
    await log(first.store, 1);
    const after = await readRun(first.store, OTHER);
    expect(after.record).toBe(before.record);
    expect(after.metrics).toBe(before.metrics);
  });

  it('follows a change of either part by this process', async () => {
    const before = await readRun(first.store, RUN);
    await log(first.store, 1);
    const logged = await readRun(first.store, RUN);
    expect(logged.metrics?.map(({ value }) => value)).toEqual([1]);
    expect(logged.record).toBe(before.record);
    await first.store.write(({ metadata }) => metadata.putRunTags(RUN, [{ key: 'stage', value: 'dev' }]));
    const tagged = await readRun(first.store, RUN);
    expect(tagged.record?.tags).toEqual([{ key: 'stage', value: 'dev' }]);
    expect(tagged.metrics).toBe(logged.metrics);
  });

  it('follows a change by another process', async () => {
    await readRun(first.store, RUN);
    await log(second.store, 2);
    await second.store.write(({ metadata }) => metadata.updateRun(RUN, { status: 'FINISHED' }));
    const after = await readRun(first.store, RUN);
    expect(after.metrics?.map(({ value }) => value)).toEqual([2]);
    expect(after.record?.info.status).toBe('FINISHED');
  });

  it('is begun anew where changes were trimmed before it saw them', async () => {
    await readRun(first.store, RUN);
    await log(second.store, 3);
    await second.store.write(({ metadata }) => metadata.updateRun(OTHER, { status: 'KILLED' }));
    second.session.connection.execute('DELETE FROM changes WHERE seq < (SELECT max(seq) FROM changes)');
    expect((await readRun(first.store, RUN)).metrics?.map(({ value }) => value)).toEqual([3]);
  });

  it('within a write is what the write has done, and is not kept when that is taken back', async () => {
    await readRun(first.store, RUN);
    const undone = first.store.write(async ({ metadata }) => {
      await metadata.putRunTags(RUN, [{ key: 'stage', value: 'dev' }]);
      const [record] = await metadata.readRuns([RUN]);
      expect(record?.tags).toHaveLength(1);
      throw new Error('taken back');
    });
    await expect(undone).rejects.toThrow('taken back');
    expect((await readRun(first.store, RUN)).record?.tags).toEqual([]);
  });
});
