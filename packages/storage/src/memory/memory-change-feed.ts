import type { Change, ChangeBatch, ChangeFeed } from '@millrace/spec';

/** How far back a subscriber may resume. */
const KEPT_CHANGES = 20_000;

/** The open unit's changes and those committed, numbered from 1. */
export class MemoryChangeFeed implements ChangeFeed {
  #unit: Change[] = [];
  #kept: Change[] = [];
  #last = 0;
  #closed = false;
  readonly #listeners = new Set<() => void>();

  note(change: Change): void {
    this.#unit.push(change);
  }

  dropUnit(): void {
    this.#unit = [];
  }

  /** After a commit. */
  publish(): void {
    if (this.#unit.length === 0) return;
    const merged = merge(this.#unit);
    this.#unit = [];
    this.#last += merged.length;
    this.#kept = [...this.#kept, ...merged].slice(-KEPT_CHANGES);
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async *subscribe({
    cursor,
    signal,
  }: {
    cursor?: string | undefined;
    signal: AbortSignal;
  }): AsyncGenerator<ChangeBatch> {
    let proceed = (): void => undefined;
    const listener = (): void => proceed();
    this.#listeners.add(listener);
    signal.addEventListener('abort', listener);
    try {
      let after = cursor === undefined ? this.#last : /^\d{1,15}$/.test(cursor) ? Number(cursor) : -1;
      for (let first = true; !signal.aborted && !this.#closed; first = false) {
        const batch = this.#read(after);
        after = this.#last;
        if (first || batch.reset || batch.changes.length > 0) yield batch;
        if (this.#last === after && !signal.aborted && !this.#closed) {
          await new Promise<void>((resolve) => (proceed = resolve));
        }
      }
    } finally {
      signal.removeEventListener('abort', listener);
      this.#listeners.delete(listener);
    }
  }

  #read(after: number): ChangeBatch {
    const first = this.#last - this.#kept.length;
    const reset = after > this.#last || after < first;
    return {
      cursor: String(this.#last),
      changes: reset ? [] : merge(this.#kept.slice(after - first)),
      reset,
    };
  }

  #wake(): void {
    for (const listener of this.#listeners) listener();
  }
}

const merge = (changes: readonly Change[]): Change[] => {
  const merged = new Map<string, Change>();
  for (const change of changes) {
    const key = change.runId ?? `experiment ${change.experimentId}`;
    const known = merged.get(key);
    merged.set(key, {
      ...change,
      metrics: change.metrics || known?.metrics === true,
      metadata: change.metadata || known?.metadata === true,
    });
  }
  return [...merged.values()];
};
