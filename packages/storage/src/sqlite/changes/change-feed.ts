import type { ChangeBatch, ChangeFeed } from '@millrace/spec';
import type { LoggedChanges } from './change-log.ts';

/** How soon another process's commit is seen. */
const POLL_MS = 200;

/** A busy writer commits thousands of times a second; nobody draws that often. */
const PACE_MS = 15;

export interface ChangeSource {
  last(): Promise<number>;
  read(after: number): Promise<LoggedChanges>;
  /** Changes whenever another process has committed. */
  dataVersion(): number;
}

/** Tells subscribers of commits: of this process at once, of others by a counter that is polled while someone listens. */
export class SqliteChangeFeed implements ChangeFeed {
  readonly #source: ChangeSource;
  readonly #listeners = new Set<() => void>();
  #poll: NodeJS.Timeout | undefined;
  #seenVersion = 0;
  #closed = false;

  constructor(source: ChangeSource) {
    this.#source = source;
  }

  /** After a commit of this process. */
  wake(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Ends every subscription. */
  close(): void {
    this.#closed = true;
    this.wake();
  }

  async *subscribe({
    cursor,
    signal,
  }: {
    cursor?: string | undefined;
    signal: AbortSignal;
  }): AsyncGenerator<ChangeBatch> {
    const isOver = (): boolean => signal.aborted || this.#closed;
    if (isOver()) return;
    let waiting = true;
    let proceed: (() => void) | undefined;
    const listener = (): void => {
      waiting = true;
      proceed?.();
    };
    this.#add(listener);
    signal.addEventListener('abort', listener);
    try {
      let after = cursor === undefined ? await this.#source.last() : toNumber(cursor);
      for (let first = true; !isOver(); first = false) {
        if (!waiting) await new Promise<void>((resolve) => (proceed = resolve));
        proceed = undefined;
        if (isOver()) return;
        waiting = false;
        const batch = await this.#source.read(after);
        after = batch.cursor;
        waiting ||= batch.more;
        if (isOver()) return;
        if (first || batch.reset || batch.changes.length > 0) {
          yield { cursor: String(after), changes: batch.changes, reset: batch.reset };
          await new Promise((resolve) => setTimeout(resolve, PACE_MS));
        }
      }
    } finally {
      signal.removeEventListener('abort', listener);
      this.#remove(listener);
    }
  }

  #add(listener: () => void): void {
    this.#listeners.add(listener);
    if (this.#poll !== undefined) return;
    this.#seenVersion = this.#source.dataVersion();
    this.#poll = setInterval(() => {
      const version = this.#source.dataVersion();
      if (version === this.#seenVersion) return;
      this.#seenVersion = version;
      this.wake();
    }, POLL_MS);
    this.#poll.unref();
  }

  #remove(listener: () => void): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#poll);
    this.#poll = undefined;
  }
}

/** Cursors of another store, or of no store, are too old to resume from. */
const toNumber = (cursor: string): number => (/^\d{1,15}$/.test(cursor) ? Number(cursor) : -1);
