import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MillraceError } from '@millrace/spec';
import Database from 'better-sqlite3';
import { Connection } from './connection.ts';
import { readMarker, writeMarker } from './identity-marker.ts';
import { APPLICATION_ID, SCHEMA_VERSION, currentSchema } from './schema/current-schema.ts';
import { isDamage, toStorageError, unavailable } from './sqlite-error.ts';

const HEADER = 'SQLite format 3\0';

const refusal = (code: 'DATA_LOSS' | 'INVALID_STATE', reason: string, message: string): MillraceError =>
  new MillraceError(code, message, { reason: `storage/${reason}` });

/**
 * Made under another name and linked into place whole, so that a crash leaves no half database, and of two processes
 * that start at once one makes it and both use it.
 */
const createDatabase = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.new-${randomBytes(6).toString('hex')}`;
  closeSync(openSync(draft, 'wx', 0o600));
  try {
    const handle = new Database(draft);
    try {
      handle.pragma('synchronous = OFF');
      handle.pragma('auto_vacuum = INCREMENTAL');
      handle.pragma('journal_mode = MEMORY');
      handle.exec('BEGIN IMMEDIATE');
      for (const statement of currentSchema) handle.exec(statement);
      handle
        .prepare(`INSERT INTO store (key, value) VALUES ('identity', ?)`)
        .run(randomBytes(16).toString('hex'));
      handle.pragma(`application_id = ${APPLICATION_ID}`);
      handle.pragma(`user_version = ${SCHEMA_VERSION}`);
      handle.exec('COMMIT');
    } finally {
      handle.close();
    }
    syncPath(draft);
    linkUnlessPresent(draft, file);
    syncPath(dirname(file));
  } finally {
    rmSync(draft, { force: true });
  }
};

const linkUnlessPresent = (draft: string, file: string): void => {
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
};

const syncPath = (path: string): void => {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

/** What SQLite would overlook or take for a new database. */
const checkHeader = (file: string): void => {
  const name = basename(file);
  const descriptor = openSync(file, 'r');
  try {
    const header = Buffer.alloc(100);
    const length = readSync(descriptor, header, 0, 100, 0);
    if (length === 0) {
      throw refusal(
        'DATA_LOSS',
        'empty-file',
        `${name} is empty (0 bytes). Restore it from a backup, or delete it and ${name}.id to start anew.`,
      );
    }
    if (length < 100 || header.toString('latin1', 0, 16) !== HEADER) {
      throw refusal(
        'DATA_LOSS',
        'damaged-header',
        `${name} is not an SQLite database, or its header is damaged. Restore it from a backup, or name another file.`,
      );
    }
  } finally {
    closeSync(descriptor);
  }
};

const CLOSING_MS = 1_000;

/**
 * SQLite removes both of its side files when the last connection closes, the log first; a crash leaves both. The index alone
 * means that somebody took the log away, and with it all that was committed since the last checkpoint, which SQLite would
 * never notice.
 */
const checkLog = async (file: string): Promise<void> => {
  const name = basename(file);
  const deadline = performance.now() + CLOSING_MS;
  while (existsSync(`${file}-shm`) && !existsSync(`${file}-wal`)) {
    if (performance.now() > deadline) {
      throw refusal(
        'DATA_LOSS',
        'missing-log',
        `${name} was not closed, and its log ${name}-wal is missing. Put it back, or delete ${name}-shm to go on without what was in it.`,
      );
    }
    // Another process may be closing just now.
    await sleep(50);
  }
};

/** SQLite would call it an I/O error. */
const checkWritable = (file: string): void => {
  try {
    accessSync(file, constants.W_OK);
    accessSync(dirname(file), constants.W_OK);
  } catch (cause) {
    throw unavailable(
      'read-only',
      `${basename(file)} cannot be written to: it, its folder or their disk is read-only. Make them writable, or copy both and use the copy.`,
      cause,
    );
  }
};

const readStored = (connection: Connection, key: string): string | undefined =>
  connection.prepare<{ value: string }>('SELECT value FROM store WHERE key = ?').get(key)?.value;

const checkOwner = (connection: Connection): void => {
  const name = basename(connection.file);
  if (connection.pragma('application_id') !== APPLICATION_ID) {
    throw refusal(
      'INVALID_STATE',
      'foreign-database',
      `${name} is an SQLite database of another program. Name another file; a new one is created for you.`,
    );
  }
  const version = Number(connection.pragma('user_version'));
  if (version > SCHEMA_VERSION) {
    throw refusal(
      'INVALID_STATE',
      'newer-schema',
      `${name} was written by a newer Millrace (schema ${version}, this one knows ${SCHEMA_VERSION}). ` +
        'Update Millrace, or restore the backup made before the update.',
    );
  }
};

const checkIdentity = (connection: Connection, marker: string | undefined): void => {
  const name = basename(connection.file);
  const identity = readStored(connection, 'identity');
  if (identity === undefined) {
    throw refusal('DATA_LOSS', 'damaged', `${name} has lost its identity. Restore it from a backup.`);
  }
  if (marker === undefined) {
    writeMarker(connection.file, identity);
  } else if (marker !== identity) {
    throw refusal(
      'INVALID_STATE',
      'identity-mismatch',
      `${name} is not the database that was here before. Put the old one back, or delete ${name}.id to use this one.`,
    );
  }
};

/** Opens the database, or creates it where there never was one. Refuses everything else, and says why. */
export const openDatabase = async (file: string): Promise<Connection> => {
  const name = basename(file);
  const marker = readMarker(file);
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    if (marker !== undefined) {
      throw refusal(
        'DATA_LOSS',
        'missing-file',
        `${name} is missing, but ${name}.id says that it was here. Restore it from a backup, or delete ${name}.id to start anew.`,
      );
    }
    createDatabase(file);
  }
  checkHeader(file);
  await checkLog(file);
  checkWritable(file);
  let connection: Connection | undefined;
  try {
    connection = new Connection(file);
    checkOwner(connection);
    if (Number(connection.pragma('user_version')) < SCHEMA_VERSION) {
      const { migrate } = await import('./schema/migrate.ts');
      await migrate(connection);
    }
    checkIdentity(connection, marker);
    return connection;
  } catch (error) {
    connection?.close();
    if (isDamage(error)) {
      throw new MillraceError('DATA_LOSS', `${name} is damaged or was cut short. Restore it from a backup.`, {
        reason: 'storage/damaged',
        cause: error,
      });
    }
    throw toStorageError(error);
  }
};
