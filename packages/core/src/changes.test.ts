import type { ChangeBatch } from '@millrace/spec';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, everyone, type Harness, newRun } from '../test/harness.ts';
import { toBody } from '../test/memory-artifacts.ts';

let harness: Harness;
beforeEach(() => {
  harness = createHarness();
});

describe('changes.watch', () => {
  const watch = (input: object) => {
    const controller = new AbortController();
    const batches = harness.services['changes.watch'](input, { ...everyone, signal: controller.signal });
    const iterator = batches[Symbol.asyncIterator]();
    const next = async (): Promise<ChangeBatch> => {
      const { value, done } = await iterator.next();
      if (done === true) throw new Error('the feed ended');
      return value;
    };
    return { controller, iterator, next };
  };

  it('begins at once, tells of commits, and ends with the signal', async () => {
    const { controller, iterator, next } = watch({});
    expect((await next()).changes).toEqual([]);
    const runId = await newRun(harness);
    expect((await next()).changes).toContainEqual({
      experimentId: '0',
      runId,
      metrics: false,
      metadata: true,
    });
    controller.abort();
    expect(await iterator.next()).toMatchObject({ done: true });
  });

  it('passes only what was asked for', async () => {
    const { experimentId } = await harness.call('experiments.create', { name: 'a' });
    const watched = await newRun(harness);
    const byExperiment = watch({ experimentIds: [`0${experimentId}`] });
    const byRun = watch({ runIds: [watched] });
    const nothing = watch({ runIds: [] });
    await Promise.all([byExperiment.next(), byRun.next(), nothing.next()]);

    await newRun(harness);
    const inside = await newRun(harness, experimentId);
    await harness.call('runs.logMetric', { runId: watched, key: 'a', value: 1, timestamp: 1, step: 0 });

    expect((await byExperiment.next()).changes.map((change) => change.runId)).toEqual([inside]);
    expect((await byRun.next()).changes).toEqual([
      { experimentId: '0', runId: watched, metrics: true, metadata: false },
    ]);
    for (const { controller } of [byExperiment, byRun, nothing]) controller.abort();
    expect(await nothing.iterator.next()).toMatchObject({ done: true });
  });

  it('passes a reset whatever was asked for', async () => {
    const reset: ChangeBatch = { cursor: '9', changes: [], reset: true };
    const cursors: unknown[] = [];
    const store = {
      ...harness.store,
      changes: {
        async *subscribe(options: { cursor?: string | undefined }) {
          cursors.push(options.cursor);
          yield { ...reset, reset: false };
          yield { ...reset, changes: [{ experimentId: '5', metrics: true, metadata: false }], reset: true };
        },
      },
    };
    harness = createHarness({ store });
    const { next } = watch({ experimentIds: ['1'], cursor: 'c3' });
    await next();
    expect(await next()).toEqual(reset);
    expect(cursors).toEqual(['c3']);
  });

  it('tells that artifacts changed', async () => {
    const runId = await newRun(harness);
    const { controller, next } = watch({ runIds: [runId] });
    await next();
    const target = { runId, path: 'a.txt' };
    const change = { experimentId: '0', runId, metrics: false, metadata: true };
    await harness.call('artifacts.write', { target, body: toBody('x') });
    expect((await next()).changes).toEqual([change]);
    const location = `0/${runId}/artifacts/a.txt`;
    await harness.call('artifacts.write', { target: { location }, body: toBody('y') });
    expect((await next()).changes).toEqual([change]);
    await harness.call('artifacts.delete', { target });
    expect((await next()).changes).toEqual([change]);
    controller.abort();
  });
});
