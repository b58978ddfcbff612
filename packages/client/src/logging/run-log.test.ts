import { MillraceError } from '@millrace/spec';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RetryPolicy } from '../transport/retry.ts';
import { type Batch, BATCH_LIMITS, batchSize } from './batch.ts';
import { createQueueBudget, type QueueBudget } from './queue-budget.ts';
import { createRunLog, type RunLog } from './run-log.ts';

const RETRY: RetryPolicy = { maxRetries: 2, firstDelayMs: 1, maxDelayMs: 2, maxRetryAfterMs: 50 };

interface Harness {
  readonly log: RunLog;
  readonly sent: Batch[];
  readonly problems: { error: MillraceError; key?: string | undefined }[];
  readonly budget: QueueBudget;
}

const harness = (
  options: {
    answer?: (batch: Batch, attempt: number) => Promise<void> | void;
    deleteTag?: (key: string) => Promise<void>;
    budget?: QueueBudget;
    maxAgeMs?: number;
  } = {},
): Harness => {
  const sent: Batch[] = [];
  const problems: Harness['problems'] = [];
  const budget = options.budget ?? createQueueBudget(1_000_000, 1e9);
  let attempts = 0;
  const log = createRunLog({
    send: async (batch) => {
      await options.answer?.(batch, attempts++);
      sent.push(batch);
    },
    deleteTag: options.deleteTag ?? (async () => {}),
    budget,
    retry: RETRY,
    maxAgeMs: options.maxAgeMs ?? 5,
    report: (problem) => problems.push(problem),
  });
  return { log, sent, problems, budget };
};

const unreachable = (): never => {
  throw new MillraceError('TEMPORARILY_UNAVAILABLE', 'down');
};

afterEach(() => vi.useRealTimers());

describe('createRunLog', () => {
  it('sends what came, in order, within the limits of a request', async () => {
    const entry = fc.oneof(
      fc.record({ kind: fc.constant('metric' as const), count: fc.integer({ min: 1, max: 700 }) }),
      fc.record({ kind: fc.constant('param' as const), count: fc.integer({ min: 1, max: 150 }) }),
      fc.record({ kind: fc.constant('tag' as const), count: fc.integer({ min: 1, max: 150 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 12 }), async (bursts) => {
        const { log, sent, problems, budget } = harness();
        const expected = { metric: [] as string[], param: [] as string[], tag: [] as string[] };
        let serial = 0;
        for (const { kind, count } of bursts) {
          for (let index = 0; index < count; index++) {
            const key = `${kind}${serial++}`;
            expected[kind].push(key);
            if (kind === 'metric') log.addMetric(key, serial, { step: serial, timestamp: serial });
            else if (kind === 'param') log.addParam(key, 'value');
            else log.addTag(key, 'value');
          }
          if (serial % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
        }
        await log.flush();
        expect(sent.flatMap((batch) => batch.metrics.map(({ key }) => key))).toEqual(expected.metric);
        expect(sent.flatMap((batch) => batch.params.map(({ key }) => key))).toEqual(expected.param);
        expect(sent.flatMap((batch) => batch.tags.map(({ key }) => key))).toEqual(expected.tag);
        for (const batch of sent) {
          expect(batchSize(batch)).toBeLessThanOrEqual(BATCH_LIMITS.entries);
          expect(batch.params.length).toBeLessThanOrEqual(BATCH_LIMITS.params);
          expect(batch.tags.length).toBeLessThanOrEqual(BATCH_LIMITS.tags);
        }
        expect(problems).toEqual([]);
        expect(budget).toMatchObject({ entries: 0, bytes: 0 });
      }),
      { numRuns: 40 },
    );
  });

  it('holds one request at a time', async () => {
    let open = 0;
    let most = 0;
    const { log } = harness({
      answer: async () => {
        most = Math.max(most, ++open);
        await new Promise((resolve) => setTimeout(resolve, 2));
        open--;
      },
    });
    for (let step = 0; step < 5000; step++) log.addMetric('loss', step, { step, timestamp: 1 });
    await log.flush();
    expect(most).toBe(1);
  });

  it('waits for company no longer than told, and not at all once a request is full', async () => {
    vi.useFakeTimers();
    const { log, sent } = harness({ maxAgeMs: 250 });
    log.addMetric('loss', 1, { step: 1, timestamp: 1 });
    await vi.advanceTimersByTimeAsync(249);
    expect(sent).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(1);
    for (let step = 0; step < BATCH_LIMITS.entries; step++) log.addMetric('loss', 1, { step, timestamp: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(2);
  });

  it('keeps the last of a tag set twice', async () => {
    const { log, sent } = harness();
    log.addTag('stage', 'first');
    log.addTag('stage', 'second');
    await log.flush();
    expect(sent.flatMap((batch) => batch.tags)).toEqual([{ key: 'stage', value: 'second' }]);
  });

  it('deletes a tag after what was set before it and before what is set after it', async () => {
    const order: string[] = [];
    const { log } = harness({
      answer: (batch) => void order.push(...batch.tags.map(({ key, value }) => `${key}=${value}`)),
      deleteTag: async (key) => void order.push(`-${key}`),
    });
    log.addTag('a', '1');
    log.deleteTag('a');
    log.addTag('a', '2');
    await log.flush();
    expect(order).toEqual(['a=1', '-a', 'a=2']);
  });

  it('tries again what may pass, without loss and without overtaking', async () => {
    const { log, sent, problems } = harness({
      answer: (_, attempt) => (attempt % 2 === 0 ? unreachable() : undefined),
    });
    for (let step = 0; step < 2500; step++) log.addMetric('loss', step, { step, timestamp: 1 });
    await log.flush();
    const steps = sent.flatMap((batch) => batch.metrics.map(({ step }) => step));
    expect(steps).toEqual(Array.from({ length: 2500 }, (_, step) => step));
    expect(problems).toEqual([]);
  });

  it('lets flush go during an outage, tells of it once, and stores everything afterwards', async () => {
    let isDown = true;
    const { log, sent, problems } = harness({ answer: () => (isDown ? unreachable() : undefined) });
    log.addMetric('loss', 1, { step: 1, timestamp: 1 });
    await log.flush();
    expect(sent).toEqual([]);
    expect(problems.map(({ error }) => error.code)).toEqual(['TEMPORARILY_UNAVAILABLE']);
    await log.flush();
    expect(problems).toHaveLength(1);
    isDown = false;
    await log.flush();
    expect(sent).toHaveLength(1);
  });

  it('drops only the refused entry and names it', async () => {
    const { log, sent, problems } = harness({
      answer: (batch) => {
        if (batch.metrics.some(({ key }) => key === 'bad')) {
          throw new MillraceError('INVALID_PARAMETER_VALUE', 'no such key');
        }
      },
    });
    for (let step = 0; step < 900; step++)
      log.addMetric(step === 617 ? 'bad' : 'loss', 1, { step, timestamp: 1 });
    await log.flush();
    expect(sent.flatMap((batch) => batch.metrics)).toHaveLength(899);
    expect(problems).toMatchObject([{ key: 'bad', error: { code: 'INVALID_PARAMETER_VALUE' } }]);
  });

  it('gives up a batch at once when the run is refused as a whole', async () => {
    let requests = 0;
    const { log, problems } = harness({
      answer: () => {
        requests++;
        throw new MillraceError('RESOURCE_DOES_NOT_EXIST', 'no such run');
      },
    });
    for (let step = 0; step < 900; step++) log.addMetric('loss', 1, { step, timestamp: 1 });
    await log.flush();
    expect(requests).toBe(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.error.message).toContain('900 entries');
  });

  it('never holds more than it may, keeps what came first and says what it dropped', async () => {
    let isDown = true;
    const budget = createQueueBudget(1000, 1e9);
    const { log, sent, problems } = harness({
      budget,
      answer: () => (isDown ? unreachable() : undefined),
    });
    for (let step = 0; step < 1500; step++) log.addMetric('loss', step, { step, timestamp: 1 });
    expect(budget.entries).toBe(1000);
    await log.flush();
    isDown = false;
    await log.flush();
    await log.flush();
    expect(sent.flatMap((batch) => batch.metrics).at(-1)?.step).toBe(999);
    const full = problems.find(({ error }) => error.reason === 'client/queue-full');
    expect(full?.error.message).toContain('500 entries were dropped');
    expect(budget.entries).toBe(0);
  });

  it('says what is lost when closed with entries waiting', async () => {
    const { log, problems, budget } = harness({ answer: unreachable });
    for (let step = 0; step < 1200; step++) log.addMetric('loss', step, { step, timestamp: 1 });
    await log.flush();
    log.close();
    await vi.waitFor(() => expect(budget.entries).toBe(0));
    expect(problems.some(({ error }) => error.message.includes('200 entries were dropped'))).toBe(true);
  });

  it('sends at once, and no more than fits, when the page goes away', async () => {
    const { log, sent } = harness({ maxAgeMs: 10_000 });
    for (let step = 0; step < 1000; step++) log.addMetric('loss', step, { step, timestamp: 1 });
    log.sendNow(60_000);
    await vi.waitFor(() => expect(sent.length).toBeGreaterThan(0));
    const bytes = sent.reduce((sum, batch) => sum + JSON.stringify(batch).length, 0);
    expect(bytes).toBeLessThan(60_000);
    expect(bytes).toBeGreaterThan(10_000);
  });
});
