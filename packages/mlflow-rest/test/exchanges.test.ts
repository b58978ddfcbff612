import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices } from '@millrace/core';
import { openArtifactFolder } from '@millrace/storage/artifacts-fs';
import { openSqliteStore } from '@millrace/storage/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMlflowRest } from '../src/create-mlflow-rest.ts';
import { type Exchange, steps } from './exchange-steps.ts';
import recorded from './fixtures/mlflow-3.17.2.json' with { type: 'json' };
import { play } from './play.ts';

/** Messages that this package words; services word the others (of limits, too), and clients read their codes. */
const OURS = /^(?:Missing value|Invalid value (?!0 ).* parameter '|Request specifies)/;

let played: Exchange[];
let close: () => Promise<void>;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-exchanges-'));
  const store = await openSqliteStore({ file: join(folder, 'millrace.db') });
  const artifacts = await openArtifactFolder(join(folder, 'artifacts'));
  const services = createServices({
    store,
    artifacts,
    info: { version: '0', artifactRoot: 'mlflow-artifacts:/', servesArtifacts: true },
  });
  const handle = createMlflowRest({
    services,
    contextOf: () => ({ caller: { name: 'test', grants: 'all' } }),
    version: '0',
  });
  played = await play(steps, (path, init) => handle(new Request(`http://localhost${path}`, init)));
  close = async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  };
});

afterAll(() => close());

/** Lists of params, tags and points have no order on the wire. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)]));
};

describe('what MLflow 3.17.2 answered, we answer', () => {
  it.each(recorded.map((exchange, index) => [exchange.name, index] as const))('%s', (name, index) => {
    const theirs = recorded[index] as Exchange;
    const ours = played[index];
    expect(ours?.name).toBe(name);
    const error = theirs.answer as { error_code?: string; message?: string };
    if (error.error_code === undefined) {
      expect(sorted(ours)).toEqual(sorted(theirs));
      return;
    }
    expect(ours).toMatchObject({ status: theirs.status, answer: { error_code: error.error_code } });
    if (OURS.test(error.message ?? '')) expect(ours?.answer).toEqual(theirs.answer);
  });
});
