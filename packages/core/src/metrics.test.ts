import type { RawInput } from '@millrace/protocol';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun } from '../test/harness.ts';

let harness: Harness;
let runId: string;
beforeEach(async () => {
  harness = createHarness();
  runId = await newRun(harness);
});

const logBatch = (batch: Omit<RawInput<'runs.logBatch'>, 'runId'>) =>
  harness.call('runs.logBatch', { runId, ...batch });
const point = (key: string, value = 1, step = 0) => ({ key, value, timestamp: 1, step });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('metrics.history', () => {
  it('pages through any series', async () => {
    await logBatch({
      metrics: many(40, (index) => ({ key: 'a', value: index, timestamp: 100 - index, step: index })),
    });
    const whole = (await harness.call('metrics.history', { runId, key: 'a' })).metrics;
    expect(whole).toHaveLength(40);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async (maxResults) => {
        const paged: unknown[] = [];
        let pageToken: string | undefined;
        do {
          const page = await harness.call('metrics.history', { runId, key: 'a', maxResults, pageToken });
          expect(page.metrics.length).toBeLessThanOrEqual(maxResults);
          paged.push(...page.metrics);
          pageToken = page.nextPageToken;
        } while (pageToken !== undefined);
        expect(paged).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('is empty for an unknown key and an unknown run, as in MLflow', async () => {
    expect(await harness.call('metrics.history', { runId, key: 'none' })).toEqual({ metrics: [] });
    expect(await harness.call('metrics.history', { runId: 'f'.repeat(32), key: 'a' })).toEqual({
      metrics: [],
    });
    await expectRefusal(
      harness.call('metrics.history', { runId: '../x', key: 'a' }),
      'INVALID_PARAMETER_VALUE',
    );
  });

  it('cuts a page at 25,000 points', async () => {
    for (let start = 0; start < 26_000; start += 1000) {
      await logBatch({ metrics: many(1000, (index) => point('b', index, start + index)) });
    }
    const page = await harness.call('metrics.history', { runId, key: 'b', maxResults: 30_000 });
    expect(page.metrics).toHaveLength(25_000);
    expect(page.nextPageToken).toBe(btoa('{"offset": 25000}'));
    expect((await harness.call('metrics.history', { runId, key: 'b' })).metrics).toHaveLength(26_000);
  });

  it.each([0, -1])('refuses a page of %d', async (maxResults) => {
    await expectRefusal(
      harness.call('metrics.history', { runId, key: 'a', maxResults }),
      'INVALID_PARAMETER_VALUE',
      /max_results/,
    );
  });
});

describe('metrics.sample', () => {
  it('asks for steps in their order', async () => {
    const ask = { runIds: [runId], keys: ['a'] };
    await logBatch({ metrics: [point('a', 1, 4), point('a', 2, 5)] });
    await expectRefusal(
      harness.call('metrics.sample', { ...ask, startStep: 5, endStep: 4 }),
      'INVALID_PARAMETER_VALUE',
      /start_step=5 and end_step=4/,
    );
    expect((await harness.call('metrics.sample', { ...ask, startStep: 5, endStep: 5 })).series).toHaveLength(
      1,
    );
  });
});

describe('metrics.bulkHistory', () => {
  it('gives run after run in the order of their ids, each by time, until the page is full', async () => {
    const others = [runId, await newRun(harness)].toSorted();
    for (const [index, id] of others.entries()) {
      const metrics = [3, 1, 2].map((step) => ({ key: 'a', value: index, timestamp: step, step }));
      await harness.call('runs.logBatch', { runId: id, metrics });
    }
    const read = async (maxResults?: number) =>
      (
        await harness.call('metrics.bulkHistory', {
          runIds: [...others.toReversed(), 'f'.repeat(32)],
          key: 'a',
          ...(maxResults === undefined ? {} : { maxResults }),
        })
      ).metrics.map((metric) => [metric.runId, metric.step]);
    const whole = others.flatMap((id) => [1, 2, 3].map((step) => [id, step]));
    expect(await read()).toEqual(whole);
    expect(await read(4)).toEqual(whole.slice(0, 4));
    expect(await read(0)).toEqual([]);
  });

  it('refuses no runs, more than 100, and a negative page', async () => {
    const read = (runIds: string[], maxResults = 1) =>
      harness.call('metrics.bulkHistory', { runIds, key: 'a', maxResults });
    await expectRefusal(read([]), 'INVALID_PARAMETER_VALUE', /at least one run_id/);
    await expectRefusal(read(many(101, String)), 'INVALID_PARAMETER_VALUE', /Received 101/);
    await expectRefusal(read([runId], -1), 'INVALID_PARAMETER_VALUE', /max_results/);
  });
});

describe('metrics.interval', () => {
  const read = (input: Partial<RawInput<'metrics.interval'>> = {}) =>
    harness.call('metrics.interval', { runIds: [runId], key: 'a', ...input });

  it('takes points at even distances with both ends, of all steps or of a range', async () => {
    await logBatch({ metrics: many(100, (step) => point('a', step, step)) });
    expect((await read({ maxResults: 5 })).series[0]?.steps).toEqual([0, 20, 40, 60, 99]);
    expect((await read({ maxResults: 1 })).series[0]?.steps).toEqual([99]);
    expect((await read({ startStep: 3, endStep: 5 })).series[0]?.steps).toEqual([3, 4, 5]);
    expect((await read({ runIds: ['f'.repeat(32)] })).series).toEqual([]);
  });

  it.each([
    [{ runIds: [] }, /at least one/],
    [{ runIds: many(101, String) }, /Received 101 run_ids/],
    [{ maxResults: 0 }, /between 1 and 2500/],
    [{ maxResults: 2_501 }, /between 1 and 2500/],
    [{ startStep: 1 }, /both must be specified/],
    [{ endStep: 1 }, /both must be specified/],
    [{ startStep: 2, endStep: 1 }, /end_step must be greater than start_step/],
  ])('refuses %#', (input, text) => expectRefusal(read(input), 'INVALID_PARAMETER_VALUE', text));
});
