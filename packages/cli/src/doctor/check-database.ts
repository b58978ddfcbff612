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

/** The database of a folder, as `connect` names folders; none for a server. */
const databaseFile = (uri: string): string | undefined => {
  if (/^https?:/.test(uri)) return undefined;
  const folder = uri.startsWith('file:') ? fileURLToPath(uri) : uri;
  const file = resolve(folder, 'millrace.db');
  return existsSync(file) ? file : undefined;
};

const sqliteVersion = (database: Database.Database): string =>
  String(database.prepare('select sqlite_version()').pluck().get());

/** Looks at the file without changing it. */
export const checkDatabase = (uri: string): DatabaseReport => {
  const file = databaseFile(uri);
  const database = file === undefined ? new Database(':memory:') : new Database(file, { readonly: true });
  try {
    const sqlite = sqliteVersion(database);
    if (file === undefined) return { sqlite, file: null, integrity: null };
    const found = database.prepare(`pragma quick_check(${PROBLEMS_SHOWN})`).pluck().all();
    return { sqlite, file, integrity: found.map(String).join('; ') };
  } finally {
    database.close();
  }
};
