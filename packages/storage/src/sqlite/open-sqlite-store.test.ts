import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trackingStoreCases } from '@millrace/testkit';
import { afterAll, describe, test } from 'vitest';
import { openSqliteStore } from './open-sqlite-store.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-sqlite-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('SQLite keeps the promises of a tracking store', () => {
  let number = 0;
  const make = () => {
    number += 1;
    return openSqliteStore({ file: join(directory, `${number}`, 'millrace.db') });
  };
  for (const { name, run } of trackingStoreCases(make)) test(name, run);
});
