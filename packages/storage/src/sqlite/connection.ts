import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { MillraceError } from '@millrace/spec';
import Database from 'better-sqlite3';
import { matchesLike } from './search/like-pattern.ts';

type Handle = InstanceType<typeof Database>;

/** A prepared statement that answers rows of this type. */
export type Statement<Row> = Database.Statement<unknown[], Row>;

/** One try for another process's lock blocks the event loop at most this long; the wait goes on between tries. */
const BUSY_TIMEOUT_MS = 10;

/** Search composes its SQL, so the variety has no bound; its statements are kept only so many. */
const COMPOSED_STATEMENTS = 200;

/** Two connections that write and checkpoint at once could damage the file before this version. */
const OLDEST_SQLITE = [3, 51, 3] as const;

const isOlderThanNeeded = (version: string): boolean => {
  const parts = version.split('.').map(Number);
  for (const [index, needed] of OLDEST_SQLITE.entries()) {
    const part = parts[index] ?? 0;
    if (part !== needed) return part < needed;
  }
  return false;
};

/**
 * The one connection of a process, with its prepared statements. A statement is asked for by its text each time, since
 * an I/O error makes the connection be opened anew, and statements die with it.
 */
export class Connection {
  readonly file: string;
  #handle: Handle;
  #inode = 0;
  readonly #statements = new Map<string, Statement<unknown>>();
  readonly #composed = new Map<string, Statement<unknown>>();

  constructor(file: string) {
    this.file = file;
    this.#handle = this.#open();
  }

  #open(): Handle {
    const handle = new Database(this.file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    try {
      // Only the connection that switches to WAL keeps FULL by itself; every other one falls back to NORMAL.
      handle.pragma('journal_mode = WAL');
      handle.pragma('synchronous = FULL');
      handle.pragma('foreign_keys = ON');
      handle.pragma('mmap_size = 0');
      handle.pragma('temp_store = MEMORY');
      handle.pragma('wal_autocheckpoint = 4000');
      handle.pragma('journal_size_limit = 67108864');
      const version = handle.prepare('SELECT sqlite_version()').pluck().get();
      if (typeof version !== 'string' || isOlderThanNeeded(version)) {
        throw new MillraceError(
          'INVALID_STATE',
          `SQLite ${String(version)} can damage a database that two processes write to. ` +
            `Install better-sqlite3 with SQLite ${OLDEST_SQLITE.join('.')} or newer.`,
          { reason: 'storage/old-sqlite' },
        );
      }
      handle.function('matches_like', { deterministic: true }, matchesLike);
      this.#inode = statSync(this.file).ino;
    } catch (error) {
      handle.close();
      throw error;
    }
    return handle;
  }

  /** For statements written in the code. */
  prepare<Row>(sql: string): Statement<Row> {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known as Statement<Row>;
    const statement = this.#handle.prepare<unknown[], Row>(sql);
    this.#statements.set(sql, statement as Statement<unknown>);
    return statement;
  }

  /** The same, with rows as arrays: cheaper where there are many. */
  prepareArrays<Row extends readonly unknown[]>(sql: string): Statement<Row> {
    const key = `arrays:${sql}`;
    const known = this.#statements.get(key);
    if (known !== undefined) return known as Statement<Row>;
    const statement = this.#handle.prepare<unknown[], Row>(sql).raw(true);
    this.#statements.set(key, statement as Statement<unknown>);
    return statement as Statement<Row>;
  }

  /** For statements composed from a query. */
  prepareComposed<Row>(sql: string): Statement<Row> {
    const known = this.#composed.get(sql);
    if (known !== undefined) return known as Statement<Row>;
    const statement = this.#handle.prepare<unknown[], Row>(sql);
    this.#composed.set(sql, statement as Statement<unknown>);
    if (this.#composed.size > COMPOSED_STATEMENTS) {
      const [oldest] = this.#composed.keys();
      if (oldest !== undefined) this.#composed.delete(oldest);
    }
    return statement;
  }

  execute(sql: string): void {
    this.#handle.exec(sql);
  }

  pragma(name: string): unknown {
    return this.#handle.pragma(name, { simple: true });
  }

  get inTransaction(): boolean {
    return this.#handle.inTransaction;
  }

  /** Another number than before means that another process has committed. */
  get dataVersion(): number {
    return this.#handle.open ? Number(this.pragma('data_version')) : 0;
  }

  /** For Kysely's Migrator, which wants the driver itself. */
  get handle(): Handle {
    return this.#handle;
  }

  /** Refuses when the file was removed or replaced: what is written now would be lost with the old one. */
  assertSameFile(): void {
    const stats = statSync(this.file, { throwIfNoEntry: false });
    if (stats?.ino === this.#inode) return;
    throw new MillraceError(
      'DATA_LOSS',
      `The database file ${basename(this.file)} was ${stats === undefined ? 'removed' : 'replaced'} while in use. ` +
        'Put it back, or stop every process that uses it and start again.',
      { reason: 'storage/file-replaced' },
    );
  }

  reopen(): void {
    this.#forget();
    this.#handle.close();
    this.#handle = this.#open();
  }

  close(): void {
    this.#forget();
    this.#handle.close();
  }

  #forget(): void {
    this.#statements.clear();
    this.#composed.clear();
  }
}
