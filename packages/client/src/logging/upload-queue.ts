import { MillraceError } from '@millrace/spec';
import type { Problem } from '../init-options.ts';
import type { ByteSource } from '../transport/byte-source.ts';
import type { QueueBudget } from './queue-budget.ts';

export interface UploadQueueOptions {
  /** Sends, with retries where the source allows them. */
  readonly send: (path: string, source: ByteSource) => Promise<void>;
  readonly budget: QueueBudget;
  readonly strict: boolean;
  readonly report: (problem: Omit<Problem, 'runId'>) => void;
}

type MakeBytes = () => Promise<ByteSource> | ByteSource;

/** Artifacts of one run on their way out: several at a time, those of one path in turn. */
export interface UploadQueue {
  /**
   * Makes the bytes, then sends them, to the run's path unless told how. Rejects only when strict; ignoring the promise
   * is always fine.
   */
  add(path: string, make: MakeBytes, send?: (source: ByteSource) => Promise<void>): Promise<void>;
  /** Resolves once everything added is settled. Never rejects. */
  flush(): Promise<void>;
}

const CONCURRENT = 4;

export const createUploadQueue = (options: UploadQueueOptions): UploadQueue => {
  const byPath = new Map<string, Promise<unknown>>();
  const pending = new Set<Promise<void>>();
  const queued: (() => void)[] = [];
  let running = 0;

  const enter = async (): Promise<void> => {
    if (running >= CONCURRENT) await new Promise<void>((resolve) => queued.push(resolve));
    running++;
  };
  const leave = (): void => {
    running--;
    queued.shift()?.();
  };

  const upload = async (
    path: string,
    make: MakeBytes,
    send: (source: ByteSource) => Promise<void>,
  ): Promise<void> => {
    const source = await make();
    if (!options.budget.admit(source.held)) {
      throw new MillraceError(
        'RESOURCE_EXHAUSTED',
        `No room for ${source.held} more bytes in the queue: '${path}' was dropped. Is the server reachable?`,
        { reason: 'client/queue-full' },
      );
    }
    try {
      await enter();
      try {
        await send(source);
      } finally {
        leave();
      }
    } finally {
      options.budget.release(1, source.held);
    }
  };

  const fail = (path: string, cause: unknown): void => {
    const error = MillraceError.is(cause)
      ? cause
      : new MillraceError('INTERNAL_ERROR', `Logging '${path}' failed: ${String(cause)}`, { cause });
    options.report({ error, key: path });
    if (options.strict) throw error;
  };

  return {
    add: (path, make, send = (source) => options.send(path, source)) => {
      const before = byPath.get(path) ?? Promise.resolve();
      const work = before.then(() => upload(path, make, send)).catch((error: unknown) => fail(path, error));
      const settled = work
        .catch(() => {
          // Already reported; whoever holds `work` sees it too.
        })
        .then(() => {
          pending.delete(settled);
          if (byPath.get(path) === settled) byPath.delete(path);
        });
      pending.add(settled);
      byPath.set(path, settled);
      return work;
    },
    flush: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
};
