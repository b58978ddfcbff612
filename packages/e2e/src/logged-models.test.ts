import { rmSync } from 'node:fs';
import { init } from '@millrace/client';
import type { JsonObject, PluginV1 } from '@millrace/spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAllToHold } from './processes/expect-all-to-hold.ts';
import { runPython } from './processes/run-python.ts';
import { type MillraceProcess, startMillrace } from './processes/start-millrace.ts';
import { ensureMlflow } from './setup/ensure-mlflow.ts';

/** Models that are plain objects. */
const plugin: PluginV1 = {
  specVersion: 'v1',
  name: 'plain',
  flavors: [
    {
      specVersion: 'v1',
      id: 'plain',
      capabilities: { predict: false, browser: true },
      accepts: (model) => typeof model === 'object',
      write: async (model, artifacts) => {
        await artifacts.write('weights.json', new TextEncoder().encode(JSON.stringify(model)));
        return { entry: { data: 'weights.json' } };
      },
      parseEntry: (entry: JsonObject) => entry,
      read: async () => ({}),
    },
  ],
};

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

  test('reads the model and the data that the TypeScript client logged', async () => {
    await using millrace = init({ trackingUri: server.url, strict: true, plugins: plugin });
    const runId = await millrace.withRun({ name: 'with model' }, async (run) => {
      await run.logInput({ name: 'cars', source: 'data/cars.csv' }, { context: 'train' });
      await run.logModel({ weights: [1, 2] }, { name: 'net' });
      return run.runId;
    });
    const place = { files: ['MLmodel', 'weights.json'], model_id: true, run_id: true, place: true };
    expect(await runPython('read_logged_model.py', server.url, [runId])).toEqual({
      name: 'net',
      status: 'READY',
      found: true,
      places: { models: place, runs: place },
      dataset: ['cars', 'data/cars.csv'],
      context: { 'mlflow.data.context': 'train' },
    });
  });
});
