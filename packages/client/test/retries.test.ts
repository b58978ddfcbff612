import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../src/init-options.ts';
import { createFlakyFetch, type Fault } from './flaky-fetch.ts';
import { httpStack, type Stack } from './stacks.ts';

const FAULTS: readonly Fault[] = [
  { kind: 'lost-request' },
  { kind: 'lost-answer' },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 408 },
  { kind: 'status', status: 502 },
];

let stack: Stack;
let names = 0;
beforeAll(async () => {
  stack = await httpStack();
});
afterAll(() => stack.close());

describe('a client behind a failing network', () => {
  it('creates nothing twice and loses nothing when answers are lost after the commit', async () => {
    const faults = fc.array(fc.option(fc.constantFrom(...FAULTS), { nil: undefined }), {
      minLength: 4,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(faults, async (given) => {
        // Never more failures in a row than the client has patience for.
        const plan = given.flatMap((fault) => [fault, undefined]);
        const network = createFlakyFetch((request) => plan[request]);
        const problems: Problem[] = [];
        const client = stack.client({
          experiment: `flaky ${names++}`,
          fetch: network.fetch,
          onProblem: (problem) => problems.push(problem),
          queue: { maxAgeMs: 1 },
        });
        const run = await client.startRun('only one');
        for (let step = 0; step < 1500; step++) run.logMetric('loss', step, { step, timestamp: step });
        run.logParam('lr', 1);
        run.setTag('stage', 'x');
        await run.end();
        const found = await client.searchRuns();
        expect(found.map(({ info }) => [info.runId, info.status])).toEqual([[run.runId, 'FINISHED']]);
        const history = await client.getMetricHistory(run.runId, 'loss');
        expect(history.map(({ step }) => step)).toEqual(Array.from({ length: 1500 }, (_, step) => step));
        expect(found[0]?.params).toEqual([{ key: 'lr', value: '1' }]);
        expect(problems).toEqual([]);
        await client.close();
      }),
      { numRuns: 8 },
    );
  });

  it('sends one key over all attempts of a create, and another for the next', async () => {
    const network = createFlakyFetch((_, url) =>
      url.includes('runs.create') &&
      network.tried.filter((each) => each.url.includes('runs.create')).length < 2
        ? { kind: 'lost-answer' }
        : undefined,
    );
    const client = stack.client({ fetch: network.fetch });
    const first = await client.startRun();
    const second = await client.startRun();
    const keys = network.tried.filter(({ url }) => url.includes('runs.create')).map(({ key }) => key);
    expect(keys).toHaveLength(4);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[0]).toBeTruthy();
    expect(keys[3]).not.toBe(keys[0]);
    expect(first.runId).not.toBe(second.runId);
    await client.close();
  });

  it('waits as long as the server asks', async () => {
    const network = createFlakyFetch((request) =>
      request === 0 ? { kind: 'status', status: 503, retryAfter: '1' } : undefined,
    );
    const client = stack.client({ fetch: network.fetch });
    await client.experiments.get('0');
    const [first, second] = network.tried;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('does not repeat what will fail again', async () => {
    const network = createFlakyFetch((request) =>
      request === 0 ? { kind: 'status', status: 404 } : undefined,
    );
    const client = stack.client({ fetch: network.fetch });
    await expect(client.experiments.get('0')).rejects.toMatchObject({ reason: 'client/not-a-server' });
    expect(network.tried).toHaveLength(1);
  });

  it('says what is unreachable once its patience ends, and holds no credentials in it', async () => {
    const network = createFlakyFetch(() => ({ kind: 'lost-request' }));
    const client = stack.client({ trackingUri: 'http://user:s3cret@127.0.0.1:9', fetch: network.fetch });
    const error: unknown = await client.startRun().catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'TEMPORARILY_UNAVAILABLE', reason: 'client/unreachable' });
    expect(String(error)).toContain('http://127.0.0.1:9');
    expect(String(error)).not.toContain('s3cret');
    expect(network.tried).toHaveLength(5);
  });

  it('never raises into training during an outage, and reports it', async () => {
    let isDown = false;
    const network = createFlakyFetch(() => (isDown ? { kind: 'lost-request' } : undefined));
    const problems: Problem[] = [];
    const client = stack.client({ fetch: network.fetch, onProblem: (problem) => problems.push(problem) });
    const run = await client.startRun();
    isDown = true;
    run.logMetric('loss', 1);
    void run.logText('text', 'a.txt');
    await run.end();
    expect(problems.map(({ error }) => error.code)).toContain('TEMPORARILY_UNAVAILABLE');
    expect(problems.every(({ runId }) => runId === run.runId)).toBe(true);
    isDown = false;
    await client.close();
  });
});
