import type { Change, ChangeBatch } from '@millrace/spec';

/** What happened since last told, each run once. */
export interface Changes {
  readonly changes: readonly Change[];
  /** Something was missed: read everything again. */
  readonly reset: boolean;
}

/** At most four times a second something is told, however fast it comes. */
export const TELL_EVERY_MS = 250;

const keyOf = (change: Change): string => change.runId ?? `experiment ${change.experimentId}`;

/**
 * Gathers batches and tells them one at a time: the next telling waits for the last one's work and for the beat, so a
 * slow server is asked less often, not in parallel.
 */
export const createChangeGatherer = (tell: (changes: Changes) => Promise<void>) => {
  let gathered = new Map<string, Change>();
  let reset = false;
  let busy = false;
  let closed = false;

  const flush = async (): Promise<void> => {
    if (busy || closed || (gathered.size === 0 && !reset)) return;
    busy = true;
    const changes = { changes: [...gathered.values()], reset };
    gathered = new Map();
    reset = false;
    const beat = new Promise((resolve) => setTimeout(resolve, TELL_EVERY_MS));
    try {
      await Promise.all([tell(changes), beat]);
    } catch {
      // The queries it touched carry their own errors; what is missing now comes with the next reset.
      reset = true;
      await beat;
    }
    busy = false;
    if (gathered.size > 0) await flush();
  };

  return {
    add(batch: Pick<ChangeBatch, 'changes' | 'reset'>): void {
      reset ||= batch.reset;
      for (const change of batch.changes) {
        const known = gathered.get(keyOf(change));
        gathered.set(keyOf(change), {
          ...change,
          metrics: change.metrics || known?.metrics === true,
          metadata: change.metadata || known?.metadata === true,
        });
      }
      void flush();
    },
    close(): void {
      closed = true;
    },
  };
};
