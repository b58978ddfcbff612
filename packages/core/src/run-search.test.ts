import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun } from '../test/harness.ts';

let harness: Harness;
beforeEach(() => {
  harness = createHarness();
});

describe('runs.search', () => {
  const search = (input: object = {}) =>
    harness.call('runs.search', { experimentIds: ['0'], maxResults: 1000, ...input });

  it('hands the parsed query to the store', async () => {
    await search({
      experimentIds: ['0', '007'],
      filter: 'metrics.loss < 1',
      orderBy: ['params.x DESC'],
      viewType: 'ALL',
      maxResults: 5,
      pageToken: btoa('{"offset": 10}'),
    });
    expect(harness.store.queries).toEqual([
      {
        experimentIds: ['0', '7'],
        viewType: 'ALL',
        filter: {
          kind: 'comparison',
          field: { entity: 'metric', key: 'loss' },
          comparator: '<',
          value: 1,
        },
        orderBy: [{ field: { entity: 'param', key: 'x' }, direction: 'DESC' }],
        limit: 6,
        offset: 10,
      },
    ]);
  });

  it('joins the latest points', async () => {
    const runId = await newRun(harness);
    const other = await newRun(harness);
    await harness.call('runs.logMetric', { runId, key: 'a', value: 2, timestamp: 5, step: 1 });
    const { runs } = await search();
    const metrics = new Map(runs.map((run) => [run.info.runId, run.metrics]));
    expect(metrics.get(runId)).toEqual([{ key: 'a', value: 2, timestamp: 5, step: 1 }]);
    expect(metrics.get(other)).toEqual([]);
  });

  it('gives a token only when there is more', async () => {
    await newRun(harness);
    await newRun(harness);
    expect((await search({ maxResults: 2 })).nextPageToken).toBeUndefined();
    const { runs, nextPageToken } = await search({ maxResults: 1 });
    expect(runs).toHaveLength(1);
    expect(nextPageToken).toBe(btoa('{"offset": 1}'));
    const last = await search({ maxResults: 1, pageToken: nextPageToken });
    expect(last.runs).toHaveLength(1);
    expect(last.nextPageToken).toBeUndefined();
  });

  it.each([0, -1, 50_001])('refuses a page of %d', async (maxResults) => {
    await expectRefusal(search({ maxResults }), 'INVALID_PARAMETER_VALUE', /max_results/);
  });

  it('refuses ids that cannot be, and what the grammar does not know', async () => {
    await expectRefusal(search({ experimentIds: ['../1'] }), 'INVALID_PARAMETER_VALUE');
    await expectRefusal(search({ filter: "params.x = 'a' OR 1=1 --" }), 'INVALID_PARAMETER_VALUE');
    await expectRefusal(search({ orderBy: ['start_time; DROP TABLE runs'] }), 'INVALID_PARAMETER_VALUE');
    await expectRefusal(search({ pageToken: 'garbage' }), 'INVALID_PARAMETER_VALUE');
  });

  it('gives in pages what it gives at once', async () => {
    for (let index = 0; index < 12; index++) await newRun(harness);
    const whole = (await search()).runs;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 15 }), async (maxResults) => {
        const paged: unknown[] = [];
        let pageToken: string | undefined;
        do {
          const page = await search({ maxResults, pageToken });
          paged.push(...page.runs);
          pageToken = page.nextPageToken;
        } while (pageToken !== undefined);
        expect(paged).toEqual(whole);
      }),
      { numRuns: 15 },
    );
  });

  it('counts without a window', async () => {
    const runId = await newRun(harness);
    await newRun(harness);
    await harness.call('runs.delete', { runId });
    expect(await harness.call('runs.count', { experimentIds: ['0'] })).toEqual({ total: 1 });
    expect(await harness.call('runs.count', { experimentIds: ['0'], viewType: 'ALL' })).toEqual({ total: 2 });
    await expectRefusal(
      harness.call('runs.count', { experimentIds: ['0'], filter: 'nonsense' }),
      'INVALID_PARAMETER_VALUE',
    );
  });
});
