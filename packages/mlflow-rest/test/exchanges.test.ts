import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices } from '@millrace/core';
import { openArtifactFolder } from '@millrace/storage/artifacts-fs';
import { openSqliteStore } from '@millrace/storage/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMlflowRest } from '../src/create-mlflow-rest.ts';
import { type Exchange, steps } from './exchange-steps.ts';
import recordedModels from './fixtures/logged-models-3.17.2.json' with { type: 'json' };
import recorded from './fixtures/mlflow-3.17.2.json' with { type: 'json' };
import recordedRegistry from './fixtures/registry-3.17.2.json' with { type: 'json' };
import { loggedModelSteps } from './logged-model-steps.ts';
import { play } from './play.ts';
import { registrySteps } from './registry-steps.ts';

/** Messages that this package words; services word the others (of limits, too), and clients read their codes. */
const OURS = /^(?:Missing value|Invalid value (?!0 ).* parameter '|Request specifies)/;

const days = [
  { day: 'runs', steps, recorded: recorded as Exchange[], everyMessage: false },
  {
    day: 'logged models',
    steps: loggedModelSteps,
    recorded: recordedModels as Exchange[],
    everyMessage: false,
  },
  { day: 'registry', steps: registrySteps, recorded: recordedRegistry as Exchange[], everyMessage: true },
];

let played: Map<string, Exchange[]>;
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
  const send = (path: string, init: RequestInit) => handle(new Request(`http://localhost${path}`, init));
  played = new Map();
  for (const { day, steps: asked } of days) played.set(day, await play(asked, send));
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

describe.each(days)(
  'what MLflow 3.17.2 answered, we answer: $day',
  ({ day, steps: asked, recorded: theirsAll, everyMessage }) => {
    it.each(asked.map((step, index) => [step.name, index] as const))('%s', (name, index) => {
      const theirs = theirsAll[index];
      const ours = played.get(day)?.[index];
      const differs = asked[index]?.differs;
      expect([ours?.name, theirs?.name]).toEqual([name, name]);
      const error = theirs?.answer as { error_code?: string; message?: string };
      if (differs !== undefined) {
        const { status, code } = differs;
        expect(ours).toMatchObject({
          status,
          ...(code === undefined ? {} : { answer: { error_code: code } }),
        });
        expect([ours?.status, sorted(ours?.answer)]).not.toEqual([theirs?.status, sorted(theirs?.answer)]);
        return;
      }
      if (error.error_code === undefined) {
        expect(sorted(ours)).toEqual(sorted(theirs));
        return;
      }
      expect(ours).toMatchObject({ status: theirs?.status, answer: { error_code: error.error_code } });
      const isSame = everyMessage ? asked[index]?.ownWords !== true : OURS.test(error.message ?? '');
      if (isSame) expect(ours?.answer).toEqual(theirs?.answer);
    });
  },
);
