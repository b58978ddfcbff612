import { MillraceError } from '@millrace/spec';
import type { Problem } from '../init-options.ts';
import { backoffDelay, type RetryPolicy } from '../transport/retry.ts';
import { transienceOf } from '../transport/transience.ts';
import { type Batch, BATCH_LIMITS } from './batch.ts';
import { deliverBatch } from './deliver-batch.ts';
import { createPendingEntries, METRIC_BYTES, type PendingEntries, textBytes } from './pending-entries.ts';
import type { QueueBudget } from './queue-budget.ts';

export interface RunLogOptions {
  /** Sends once; rejects with a MillraceError. */
  readonly send: (batch: Batch) => Promise<void>;
  readonly deleteTag: (key: string) => Promise<void>;
  readonly budget: QueueBudget;
  readonly retry: RetryPolicy;
  readonly maxAgeMs: number;
  readonly report: (problem: Omit<Problem, 'runId'>) => void;
}

/** Params, metrics and tags of one run on their way out: in order, one request at a time. Adding never throws. */
export interface RunLog {
  addMetric(key: string, value: number, at: { step: number; timestamp: number }): void;
  addParam(key: string, value: string): void;
  addTag(key: string, value: string): void;
  deleteTag(key: string): void;
  /** Resolves once all that was added is settled: stored, refused and reported, or waiting out an outage. */
  flush(): Promise<void>;
  /** Sends what waits without waiting for answers: at most `maxBytes`. */
  sendNow(maxBytes: number): void;
  /** Drops what waits, and says so. */
  close(): void;
}

/** Entries, then the tag deletion that must come after them. */
interface Segment {
  readonly entries: PendingEntries;
  deletes?: string;
}

const overflow = (dropped: number): MillraceError =>
  new MillraceError(
    'RESOURCE_EXHAUSTED',
    `The queue is full: ${dropped} ${dropped === 1 ? 'entry was' : 'entries were'} dropped. Is the server reachable? ` +
      'Log less, await flush() now and then, or raise queue.maxEntries and queue.maxBytes',
    { reason: 'client/queue-full' },
  );

const toMillraceError = (error: unknown): MillraceError =>
  MillraceError.is(error)
    ? error
    : new MillraceError('INTERNAL_ERROR', `Sending failed: ${String(error)}`, { cause: error });

export const createRunLog = (options: RunLogOptions): RunLog => {
  const { budget, retry, report } = options;
  let last: Segment = { entries: createPendingEntries() };
  const segments: Segment[] = [last];
  const waiting = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wake: (() => void) | undefined;
  let sending = false;
  let closed = false;
  let dropped = 0;

  const isEmpty = (): boolean =>
    segments.length === 1 && last.entries.size === 0 && last.deletes === undefined;

  const releaseWaiting = (): void => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };

  /** Tries until it is stored or refused for good. An outage is told once, and ends nobody's wait but theirs. */
  const persist = async (attempt: () => Promise<void>): Promise<void> => {
    for (let failures = 0; ; failures++) {
      try {
        return await attempt();
      } catch (error) {
        const transience = transienceOf(error);
        if (transience === undefined || closed) throw error;
        if (failures === retry.maxRetries) report({ error: toMillraceError(error) });
        if (failures >= retry.maxRetries) releaseWaiting();
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, backoffDelay(failures, retry, transience.retryAfterMs));
        });
      }
    }
  };

  const sendBatch = async (segment: Segment): Promise<void> => {
    const { batch, entries, bytes } = segment.entries.take();
    try {
      await deliverBatch(
        batch,
        (part) => persist(() => options.send(part)),
        ({ error, key, entries: refused }) =>
          report({
            key,
            error:
              refused > 1
                ? new MillraceError(error.code, `${error.message} (${refused} entries were dropped)`, {
                    reason: error.reason,
                    cause: error,
                  })
                : error,
          }),
      );
    } finally {
      budget.release(entries, bytes);
    }
  };

  const sendFirst = async (): Promise<void> => {
    const segment = segments[0] ?? last;
    if (segment.entries.size > 0) return sendBatch(segment);
    const key = segment.deletes;
    if (segments.length > 1) segments.shift();
    if (key === undefined) return;
    try {
      await persist(() => options.deleteTag(key));
    } catch (error) {
      report({ error: toMillraceError(error), key });
    } finally {
      budget.release(1, textBytes(key, ''));
    }
  };

  const drain = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    try {
      do {
        await sendFirst();
      } while (
        !isEmpty() &&
        (waiting.size > 0 || segments.length > 1 || last.entries.size >= BATCH_LIMITS.entries)
      );
    } catch (error) {
      report({ error: toMillraceError(error) });
    } finally {
      sending = false;
    }
    if (isEmpty()) {
      reportDropped();
      releaseWaiting();
    } else schedule();
  };

  const reportDropped = (): void => {
    if (dropped === 0) return;
    report({ error: overflow(dropped) });
    dropped = 0;
  };

  const start = (): void => {
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    void drain();
  };

  function schedule(): void {
    if (sending || closed) return;
    timer ??= setTimeout(start, options.maxAgeMs);
    if (last.entries.size === BATCH_LIMITS.entries) queueMicrotask(start);
  }

  /** Takes room for an entry. What came first stays: a series keeps its beginning, and adding stays cheap. */
  const admit = (bytes: number): boolean => {
    if (!closed && budget.admit(bytes)) return true;
    dropped++;
    if (dropped === 1) queueMicrotask(schedule);
    return false;
  };

  return {
    addMetric: (key, value, at) => {
      if (!admit(METRIC_BYTES)) return;
      last.entries.addMetric(key, value, at);
      schedule();
    },
    addParam: (key, value) => {
      if (!admit(textBytes(key, value))) return;
      last.entries.addParam({ key, value });
      schedule();
    },
    addTag: (key, value) => {
      if (!admit(textBytes(key, value))) return;
      last.entries.addTag(key, value);
      schedule();
    },
    deleteTag: (key) => {
      if (!admit(textBytes(key, ''))) return;
      last.deletes = key;
      last = { entries: createPendingEntries() };
      segments.push(last);
      schedule();
    },
    flush: async () => {
      if (isEmpty() && !sending) {
        reportDropped();
        return;
      }
      const settled = new Promise<void>((resolve) => waiting.add(resolve));
      wake?.();
      start();
      await settled;
    },
    sendNow: (maxBytes) => {
      let room = maxBytes;
      for (const segment of segments) {
        while (segment.entries.size > 0 && room > 0) {
          const { batch, entries, bytes } = segment.entries.take(room);
          if (entries === 0) return;
          room -= bytes * 2;
          budget.release(entries, bytes);
          options.send(batch).catch((error: unknown) => report({ error: toMillraceError(error) }));
        }
      }
    },
    close: () => {
      closed = true;
      if (timer !== undefined) clearTimeout(timer);
      let lost = 0;
      for (const { entries } of segments) {
        lost += entries.size;
        budget.release(entries.size, entries.bytes);
      }
      segments.length = 0;
      last = { entries: createPendingEntries() };
      segments.push(last);
      dropped += lost;
      reportDropped();
      wake?.();
      releaseWaiting();
    },
  };
};
