import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, test } from 'vitest';
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

describe("MLflow's own Python client, unmodified", () => {
  test('logged models, datasets and model metrics, with scikit-learn', async () => {
    expectAllToHold(await runPython('logged_model_checks.py', server.url), 10);
  });
});
