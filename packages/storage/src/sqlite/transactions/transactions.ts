import type { Awaitable, MillraceError } from '@millrace/spec';
import { isBusy, isIoError, toStorageError, unavailable } from '../sqlite-error.ts';
import { BusyWait } from './busy-wait.ts';
import { Lane } from './lane.ts';
import type { Session } from './session.ts';

/** A group is closed at either, so that latency stays flat however much is queued. */
const GROUP_UNITS = 512;
const GROUP_POINTS = 256_000;

interface PendingWrite {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  outcome: { readonly value: unknown } | { readonly error: unknown } | undefined;
}

export interface GroupHooks {
  /** Within the transaction, after its last unit. */
  beforeCommit(): void;
  /** After the commit, before anyone is answered. */
  afterCommit(): void;
  /** Before a read is run again: settles in slices, so that the event loop goes on. */
  beforeSecondRead(): Promise<void>;
}

/** A read unit must be run again: it has to settle latest points first, too many at once or on a snapshot that is old. */
export class RunAgain extends Error {}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const isPromiseLike = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/**
 * Units of work over one connection. Writes that arrive in one turn of the event loop are committed together, each in
 * a savepoint of its own; nobody is answered before the commit.
 */
export class Transactions {
  readonly #session: Session;
  readonly #hooks: GroupHooks;
  readonly #lane = new Lane();
  #queue: PendingWrite[] = [];
  #draining: Promise<void> | undefined;
  #closed = false;
  #broken = false;

  constructor(session: Session, hooks: GroupHooks) {
    this.#session = session;
    this.#hooks = hooks;
  }

  write<T>(work: () => Awaitable<T>): Promise<T> {
    if (this.#closed) return Promise.reject(closedError());
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ work, resolve: resolve as (value: unknown) => void, reject, outcome: undefined });
      this.#draining ??= this.#drain();
    });
  }

  async read<T>(work: () => Awaitable<T>): Promise<T> {
    if (this.#closed) throw closedError();
    const first = await this.#readOnce('DEFERRED', work);
    if (first !== undefined) return first.value;
    await this.#hooks.beforeSecondRead();
    const second = await this.#readOnce('IMMEDIATE', work);
    if (second !== undefined) return second.value;
    throw unavailable('busy', 'The database is locked by another process. Try again.');
  }

  /** Finishes what was accepted; later units are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#draining !== undefined) await this.#draining;
    await this.#lane.acquire();
  }

  async #readOnce<T>(
    kind: 'DEFERRED' | 'IMMEDIATE',
    work: () => Awaitable<T>,
  ): Promise<{ value: T } | undefined> {
    await this.#begin(kind);
    const { connection } = this.#session;
    this.#session.canRunAgain = kind === 'DEFERRED';
    this.#session.beginRead();
    try {
      const value = await work();
      this.#endRead();
      return { value };
    } catch (error) {
      if (connection.inTransaction) connection.prepare('ROLLBACK').run();
      this.#session.endGroup(false);
      if (error instanceof RunAgain) return undefined;
      this.#afterError(error);
      throw toStorageError(error);
    } finally {
      this.#session.canRunAgain = false;
      this.#session.endRead();
      this.#lane.release();
    }
  }

  /** What a read settles on its way is a convenience: its answer holds even if that cannot be stored. */
  #endRead(): void {
    const { connection } = this.#session;
    try {
      connection.prepare('COMMIT').run();
      this.#session.endGroup(true);
    } catch (error) {
      this.#session.endGroup(false);
      if (connection.inTransaction) connection.prepare('ROLLBACK').run();
      this.#afterError(error);
    }
  }

  async #drain(): Promise<void> {
    await nextTurn();
    while (this.#queue.length > 0) {
      try {
        await this.#begin('IMMEDIATE');
      } catch (error) {
        for (const pending of this.#queue.splice(0)) pending.reject(error);
        break;
      }
      let group: PendingWrite[];
      try {
        group = await this.#runGroup();
      } finally {
        this.#lane.release();
      }
      for (const { outcome, resolve, reject } of group) {
        if (outcome !== undefined && 'value' in outcome) resolve(outcome.value);
        else reject(outcome?.error);
      }
      // What came in meanwhile joins the next group.
      if (this.#queue.length > 0) await nextTurn();
    }
    this.#draining = undefined;
  }

  async #runGroup(): Promise<PendingWrite[]> {
    const { connection } = this.#session;
    const group: PendingWrite[] = [];
    const alone = this.#queue.length === 1;
    let kept = 0;
    try {
      for (const pending of this.#queue) {
        group.push(pending);
        if (await this.#runUnit(pending, alone)) kept += 1;
        if (alone || group.length >= GROUP_UNITS || this.#session.appendedPoints >= GROUP_POINTS) break;
      }
      if (kept === 0) {
        connection.prepare('ROLLBACK').run();
        this.#session.endGroup(false);
      } else {
        this.#hooks.beforeCommit();
        connection.prepare('COMMIT').run();
        this.#hooks.afterCommit();
        this.#session.endGroup(true);
      }
    } catch (error) {
      this.#session.endGroup(false);
      if (connection.inTransaction) connection.prepare('ROLLBACK').run();
      this.#afterError(error);
      const told = toStorageError(error);
      for (const pending of group) {
        if (pending.outcome === undefined || 'value' in pending.outcome) pending.outcome = { error: told };
      }
    }
    this.#queue = this.#queue.slice(group.length);
    return group;
  }

  /** False when the unit failed and left nothing behind; throws when it took the whole transaction with it. */
  async #runUnit(pending: PendingWrite, alone: boolean): Promise<boolean> {
    const { connection } = this.#session;
    if (!alone) connection.prepare('SAVEPOINT unit').run();
    this.#session.beginUnit();
    try {
      const result = pending.work();
      pending.outcome = { value: isPromiseLike(result) ? await result : result };
    } catch (error) {
      this.#session.dropUnit();
      if (!connection.inTransaction) throw error;
      if (!alone) {
        connection.prepare('ROLLBACK TO unit').run();
        connection.prepare('RELEASE unit').run();
      }
      pending.outcome = { error: toStorageError(error) };
      return false;
    }
    if (!connection.inTransaction) {
      throw unavailable('io-error', 'The database took back an unfinished transaction. Try again.');
    }
    this.#session.keepUnit();
    if (!alone) connection.prepare('RELEASE unit').run();
    return true;
  }

  /** Takes the lane and opens a transaction with its snapshot; lets go of the lane while another process is in the way. */
  async #begin(kind: 'DEFERRED' | 'IMMEDIATE'): Promise<void> {
    const wait = new BusyWait();
    const { connection } = this.#session;
    for (;;) {
      await this.#lane.acquire();
      try {
        if (this.#broken) {
          connection.reopen();
          this.#broken = false;
        }
        if (kind === 'IMMEDIATE') {
          connection.assertSameFile();
          connection.prepare('BEGIN IMMEDIATE').run();
        } else {
          connection.prepare('BEGIN').run();
          connection.prepare('SELECT 1 FROM followers').get();
        }
        return;
      } catch (error) {
        if (connection.inTransaction) connection.prepare('ROLLBACK').run();
        this.#afterError(error);
        this.#lane.release();
        if (!isBusy(error) || wait.isOver) throw toStorageError(error);
      }
      await wait.pause();
    }
  }

  /** After an I/O error nothing the connection holds is trusted. */
  #afterError(error: unknown): void {
    if (isIoError(error)) this.#broken = true;
  }
}

const closedError = (): MillraceError => unavailable('closed', 'The store is closed.');
