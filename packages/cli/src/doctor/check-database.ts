import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';

export interface DatabaseReport {
  readonly sqlite: string;
  /** The file that was looked at; `null` when the data is not on this machine. */
  readonly file: string | null;
  /** `ok`, or the first things that SQLite found wrong; `null` when there was no file to check. */
  readonly integrity: string | null;
}

const PROBLEMS_SHOWN = 5;

/** The database file of a folder, or of a folder's URL; none for a server, or before the first run. */
export const findDatabase = (uri: string): string | undefined => {
  if (/^https?:/.test(uri)) return undefined;
  const folder = uri.startsWith('file:') ? fileURLToPath(uri) : uri;
  const file = resolve(folder, 'millrace.db');
  return existsSync(file) ? file : undefined;
};

const sqliteVersion = (): string => {
  const database = new Database(':memory:');
  try {
    return String(database.prepare('select sqlite_version()').pluck().get());
  } finally {
    database.close();
  }
};

/** Looks at the file without changing it. What SQLite cannot even open is a finding as well. */
const quickCheck = (file: string): string => {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true });
    return database.prepare(`pragma quick_check(${PROBLEMS_SHOWN})`).pluck().all().map(String).join('; ');
  } catch (error) {
    if (error instanceof Database.SqliteError) return error.message;
    throw error;
  } finally {
    database?.close();
  }
};

export const checkDatabase = (file: string | undefined): DatabaseReport => ({
  sqlite: sqliteVersion(),
  file: file ?? null,
  integrity: file === undefined ? null : quickCheck(file),
});
