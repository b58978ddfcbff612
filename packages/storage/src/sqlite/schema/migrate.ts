import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Connection } from '../connection.ts';
import { SCHEMA_VERSION } from './current-schema.ts';
import { migrations } from './migrations/index.ts';

/** A new database took the current schema in one step: tells the migrator which migrations that stands for. */
const recordDone = (connection: Connection): void => {
  connection.execute(
    'CREATE TABLE IF NOT EXISTS kysely_migration (name TEXT NOT NULL PRIMARY KEY, timestamp TEXT NOT NULL)',
  );
  const done = Object.keys(migrations).slice(0, Number(connection.pragma('user_version')));
  const insert = connection.prepare<never>('INSERT OR IGNORE INTO kysely_migration VALUES (?, ?)');
  for (const name of done) insert.run(name, new Date(0).toISOString());
};

/**
 * Brings an older database up to date, whole or not at all: one transaction that other processes wait for, so that the
 * one that comes second finds the work done.
 */
export const migrate = async (connection: Connection): Promise<void> => {
  const migrator = new Migrator({
    db: new Kysely<never>({ dialect: new SqliteDialect({ database: connection.handle }) }),
    provider: { getMigrations: () => Promise.resolve(migrations) },
    disableTransactions: true,
  });
  connection.execute('BEGIN IMMEDIATE');
  try {
    if (Number(connection.pragma('user_version')) < SCHEMA_VERSION) {
      recordDone(connection);
      const { error } = await migrator.migrateToLatest();
      if (error !== undefined) throw error;
      connection.execute(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    }
    connection.execute('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.execute('ROLLBACK');
    throw error;
  }
};
