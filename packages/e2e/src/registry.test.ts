import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAllToHold } from './processes/expect-all-to-hold.ts';
import { runPython } from './processes/run-python.ts';
import { type MillraceProcess, startMillrace } from './processes/start-millrace.ts';
import { ensureMlflow } from './setup/ensure-mlflow.ts';

let server: MillraceProcess;

beforeAll(async () => {
  await ensureMlflow();
  server = await startMillrace();
});

afterAll(async () => {
  await server.stop();
  rmSync(server.directory, { recursive: true, force: true });
});

test("MLflow's own Python client takes a model from a run to an alias, and serves itself from it", async () => {
  expectAllToHold(await runPython('registry_checks.py', server.url), 9);
  expect(server.output()).not.toContain('Internal error');
});
