import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MillraceError } from '@millrace/spec';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from './open-database.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { currentSchema, foundationSchema } from './schema/current-schema.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-open-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let number = 0;
const newFile = (): string => {
  number += 1;
  return join(directory, String(number), 'mlruns', 'millrace.db');
};

/** A closed database with something in it. */
const makeDatabase = async (): Promise<string> => {
  const file = newFile();
  const store = await openSqliteStore({ file });
  await store.write(async ({ metadata }) => {
    for (let index = 0; index < 300; index += 1) {
      await metadata.putExperimentTag('0', { key: `key-${index}`, value: 'x'.repeat(500) });
    }
  });
  await store.close();
  return file;
};

const refusalOf = async (file: string): Promise<MillraceError> => {
  try {
    const store = await openSqliteStore({ file });
    await store.close();
  } catch (error) {
    if (MillraceError.is(error)) return error;
    throw error;
  }
  throw new Error('was opened');
};

const overwrite = (file: string, offset: number, bytes: Buffer): void => {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, offset);
  closeSync(descriptor);
};

describe('a new database', () => {
  test('is private to its owner, durable and checked', async () => {
    const file = newFile();
    const connection = await openDatabase(file);
    expect(connection.pragma('synchronous')).toBe(2);
    expect(connection.pragma('journal_mode')).toBe('wal');
    expect(connection.pragma('foreign_keys')).toBe(1);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(dirname(file))) {
      expect(statSync(join(dirname(file), name)).mode & 0o777, name).toBe(0o600);
    }
    connection.close();
    expect(readdirSync(dirname(file)).sort()).toEqual(['millrace.db', 'millrace.db.id']);
  });

  test('is synchronous on every connection, not only on the one that made it', async () => {
    const file = newFile();
    const first = await openDatabase(file);
    const second = await openDatabase(file);
    expect(second.pragma('synchronous')).toBe(2);
    second.reopen();
    expect(second.pragma('synchronous')).toBe(2);
    first.close();
    second.close();
  });

  test('is made once when two open it at the same time', async () => {
    const file = newFile();
    const [first, second] = await Promise.all([openSqliteStore({ file }), openSqliteStore({ file })]);
    await first?.write((unit) => unit.metadata.putExperimentTag('0', { key: 'a', value: 'b' }));
    const seen = await second?.read((unit) => unit.metadata.findExperiment('0'));
    expect(seen?.tags).toEqual([{ key: 'a', value: 'b' }]);
    await Promise.all([first?.close(), second?.close()]);
  });

  test('takes over without a marker, and makes it', async () => {
    const file = await makeDatabase();
    const marker = readFileSync(`${file}.id`, 'utf8');
    rmSync(`${file}.id`);
    await (await openSqliteStore({ file })).close();
    expect(readFileSync(`${file}.id`, 'utf8')).toBe(marker);
  });
});

describe('refused at start, with the reason and untouched', () => {
  const cases: readonly [reason: string, code: string, spoil: (file: string) => void][] = [
    ['storage/missing-file', 'DATA_LOSS', (file) => rmSync(file)],
    ['storage/empty-file', 'DATA_LOSS', (file) => truncateSync(file, 0)],
    ['storage/damaged-header', 'DATA_LOSS', (file) => overwrite(file, 0, Buffer.from('damaged!'))],
    ['storage/damaged-header', 'DATA_LOSS', (file) => truncateSync(file, 50)],
    ['storage/damaged', 'DATA_LOSS', (file) => truncateSync(file, 4096 * 3)],
    ['storage/damaged', 'DATA_LOSS', (file) => truncateSync(file, statSync(file).size - 4096)],
    [
      'storage/newer-schema',
      'INVALID_STATE',
      (file) => {
        const handle = new Database(file);
        handle.pragma('user_version = 999');
        handle.close();
      },
    ],
    [
      'storage/foreign-database',
      'INVALID_STATE',
      (file) => {
        rmSync(file);
        const handle = new Database(file);
        handle.exec('CREATE TABLE experiments (id)');
        handle.close();
      },
    ],
    ['storage/missing-log', 'DATA_LOSS', (file) => writeFileSync(`${file}-shm`, '')],
    ['storage/identity-mismatch', 'INVALID_STATE', (file) => writeFileSync(`${file}.id`, 'another\n')],
  ];
  test.each(cases)('%s %s', async (reason, code, spoil) => {
    const file = await makeDatabase();
    spoil(file);
    const before = statSync(file, { throwIfNoEntry: false })?.size;
    const error = await refusalOf(file);
    expect(error.reason).toBe(reason);
    expect(error.code).toBe(code);
    expect(error.message).toContain('millrace.db');
    expect(error.message).not.toContain(dirname(file));
    expect(statSync(file, { throwIfNoEntry: false })?.size).toBe(before);
  });

  test('an empty file that was never ours', async () => {
    const file = newFile();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    expect((await refusalOf(file)).reason).toBe('storage/empty-file');
    expect(statSync(file).size).toBe(0);
  });
});

describe('while in use', () => {
  test('a file that is removed or replaced takes no more writes', async () => {
    for (const spoil of [
      (file: string) => rmSync(file),
      (file: string) => {
        copyFileSync(file, `${file}.copy`);
        rmSync(file);
        copyFileSync(`${file}.copy`, file);
      },
    ]) {
      const file = await makeDatabase();
      const store = await openSqliteStore({ file });
      spoil(file);
      const write = store.write((unit) => unit.metadata.putExperimentTag('0', { key: 'a', value: 'b' }));
      await expect(write).rejects.toMatchObject({ code: 'DATA_LOSS', reason: 'storage/file-replaced' });
      await store.close();
    }
  });
});

describe('the schema', () => {
  const schemaOf = (file: string): unknown[] => {
    const handle = new Database(file, { readonly: true });
    const rows = handle
      .prepare(`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE '%kysely%' ORDER BY name`)
      .all();
    handle.close();
    return rows;
  };

  test('of a new database is what the migrations arrive at', async () => {
    const migrated = newFile();
    mkdirSync(dirname(migrated), { recursive: true });
    const handle = new Database(migrated);
    handle.pragma(`application_id = ${0x4d4c5243}`);
    handle.close();
    // Without a single table it has no identity, so opening stops after the migrations.
    expect((await refusalOf(migrated)).reason).toBe('storage/damaged');
    expect(schemaOf(migrated)).toEqual(schemaOf(await makeDatabase()));
    expect(currentSchema.length).toBeGreaterThan(10);
  });

  test('of the first version is brought up to date with what it holds', async () => {
    const file = newFile();
    mkdirSync(dirname(file), { recursive: true });
    const handle = new Database(file);
    for (const statement of foundationSchema) handle.exec(statement);
    handle.exec(`INSERT INTO store (key, value) VALUES ('identity', 'first')`);
    handle.exec(`INSERT INTO experiment_tags (experiment, key, value) VALUES (0, 'kept', 'yes')`);
    handle.pragma(`application_id = ${0x4d4c5243}`);
    handle.pragma('user_version = 1');
    handle.close();
    for (let time = 0; time < 2; time += 1) {
      const store = await openSqliteStore({ file });
      const experiment = await store.read(({ metadata }) => metadata.findExperiment('0'));
      expect(experiment?.tags).toEqual([{ key: 'kept', value: 'yes' }]);
      expect(await store.read(({ lineage }) => lineage.searchDatasets(['0'], 1))).toEqual([]);
      await store.close();
    }
    expect(schemaOf(file)).toEqual(schemaOf(await makeDatabase()));
  });
});
