import type { Change } from '@millrace/spec';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Changes, createChangeGatherer, TELL_EVERY_MS } from './change-gatherer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const change = (runId: string, part: Partial<Change> = {}): Change => ({
  experimentId: '1',
  runId,
  metrics: true,
  metadata: false,
  ...part,
});

const gather = (work: () => Promise<void> = () => Promise.resolve()) => {
  const told: Changes[] = [];
  const gatherer = createChangeGatherer((changes) => {
    told.push(changes);
    return work();
  });
  return { told, gatherer };
};

it('tells the first at once and the rest at most four times a second, each run once', async () => {
  const { told, gatherer } = gather();
  for (let index = 0; index < 100; index++) {
    gatherer.add({ changes: [change('a')], reset: false });
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(TELL_EVERY_MS);
  expect(told.length).toBeLessThanOrEqual(1 + Math.ceil(1000 / TELL_EVERY_MS) + 1);
  expect(told.length).toBeGreaterThan(2);
  expect(told.every(({ changes }) => changes.length === 1)).toBe(true);
});

it('joins what happened to one run', async () => {
  const { told, gatherer } = gather();
  gatherer.add({ changes: [change('x')], reset: false });
  gatherer.add({ changes: [change('a', { metrics: true, metadata: false })], reset: false });
  gatherer.add({ changes: [change('a', { metrics: false, metadata: true })], reset: false });
  await vi.advanceTimersByTimeAsync(TELL_EVERY_MS * 2);
  expect(told.at(-1)?.changes).toEqual([change('a', { metrics: true, metadata: true })]);
});

it('waits for the work it started', async () => {
  let finish = (): void => {};
  const { told, gatherer } = gather(() => new Promise((resolve) => (finish = resolve)));
  gatherer.add({ changes: [change('a')], reset: false });
  gatherer.add({ changes: [change('b')], reset: false });
  await vi.advanceTimersByTimeAsync(TELL_EVERY_MS * 8);
  expect(told).toHaveLength(1);
  finish();
  await vi.advanceTimersByTimeAsync(TELL_EVERY_MS);
  expect(told).toHaveLength(2);
});

it('asks for everything again after work that failed', async () => {
  let fails = true;
  const { told, gatherer } = gather(() =>
    fails ? Promise.reject(new TypeError('no answer')) : Promise.resolve(),
  );
  gatherer.add({ changes: [change('a')], reset: false });
  await vi.advanceTimersByTimeAsync(TELL_EVERY_MS);
  fails = false;
  gatherer.add({ changes: [change('b')], reset: false });
  await vi.advanceTimersByTimeAsync(TELL_EVERY_MS);
  expect(told.map(({ reset }) => reset)).toEqual([false, true]);
});
