import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../src/index.ts';
import { httpStack, type Stack } from './stacks.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await httpStack();
});
afterAll(() => stack.close());

describe('changes over HTTP', () => {
  it('are told while a run goes on, and end when asked', async () => {
    const client = stack.client();
    const run = await client.startRun();
    const { services, close } = await connect({ trackingUri: client.trackingUri });
    const stop = new AbortController();
    const context = { caller: { name: 'test', grants: 'all' as const }, signal: stop.signal };
    let told = 0;
    for await (const batch of services['changes.watch']({ runIds: [run.runId] }, context)) {
      expect(batch.cursor).toEqual(expect.any(String));
      told += batch.changes.filter(({ runId, metrics }) => runId === run.runId && metrics).length;
      if (told > 0) stop.abort();
      else run.logMetric('loss', 1);
    }
    expect(told).toBeGreaterThan(0);
    await close();
    await client.close();
  });
});
