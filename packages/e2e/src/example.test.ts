import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { init } from '@millrace/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runPython } from './processes/run-python.ts';
import { type MillraceProcess, startMillrace } from './processes/start-millrace.ts';
import { runCommand } from './setup/run-command.ts';

const EXAMPLE = fileURLToPath(new URL('../../../docs/examples/tfjs-cars/', import.meta.url));
let server: MillraceProcess;

beforeAll(async () => {
  server = await startMillrace();
});

afterAll(async () => {
  await server.stop();
  rmSync(server.directory, { recursive: true, force: true });
});

test('the cars example trains, and everything of it is in its run', async () => {
  await runCommand(process.execPath, ['--conditions=millrace-source', '--no-warnings', 'train.ts'], {
    cwd: EXAMPLE,
    env: { MLFLOW_TRACKING_URI: server.url },
    timeoutMs: 100_000,
  });

  await using millrace = init({ trackingUri: server.url });
  const experiments = await millrace.experiments.search();
  const runs = await millrace.searchRuns({ experimentIds: experiments.map((one) => one.experimentId) });
  expect(runs.map(({ info }) => info.status)).toEqual(['FINISHED']);
  const [run] = runs;
  const params = Object.fromEntries(run?.params.map(({ key, value }) => [key, value]) ?? []);
  const epochs = Number(params['epochs']);
  expect(epochs).toBeGreaterThan(1);
  const runId = run?.info.runId ?? '';
  const losses = await millrace.getMetricHistory(runId, 'loss');
  expect(losses.map(({ step }) => step)).toEqual(Array.from({ length: epochs }, (_, epoch) => epoch));
  // It learned.
  expect(losses.at(-1)?.value).toBeLessThan((losses[0]?.value ?? 0) / 2);

  const model = await runPython('load_model.py', server.url, [runId, 'model']);
  expect(model).toMatchObject({ run_id: runId, flavors: ['tfjs'] });
  expect(model).toHaveProperty('files', expect.arrayContaining(['MLmodel']));
  expect(model).toHaveProperty('inputs.0.type', 'tensor');
});
