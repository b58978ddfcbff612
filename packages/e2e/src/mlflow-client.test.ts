import { rmSync } from 'node:fs';
import { init } from '@millrace/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  test('fluent API', async () => {
    expectAllToHold(await runPython('fluent_checks.py', server.url), 12);
  });

  test('MlflowClient', async () => {
    expectAllToHold(await runPython('client_checks.py', server.url), 14);
  });

  test('reads what the TypeScript client wrote', async () => {
    await using millrace = init({ trackingUri: server.url, experiment: 'from typescript', strict: true });
    const runId = await millrace.withRun({ name: 'ts run', tags: { made: 'in typescript' } }, async (run) => {
      run.logParams({ lr: 0.01, layers: 3, bias: true, text: 'ünïcode' });
      for (let step = 0; step < 30; step++) run.logMetric('loss', 1 / (step + 1), { step });
      run.logMetrics({ 'val/loss': 0.5, nan: Number.NaN, up: Number.POSITIVE_INFINITY });
      run.setTag('stage', 'done');
      await run.logText('hello', 'notes/hello.txt');
      await run.logDict({ classes: ['a', 'b'] }, 'classes.json');
      return run.runId;
    });

    expect(await runPython('read_run.py', server.url, [runId])).toMatchObject({
      name: 'ts run',
      status: 'FINISHED',
      ended: true,
      experiment: 'from typescript',
      params: { lr: '0.01', layers: '3', text: 'ünïcode' },
      metrics: { loss: 1 / 30, 'val/loss': 0.5, up: '1.7976931348623157e+308' },
      tags: {
        made: 'in typescript',
        stage: 'done',
        'mlflow.runName': 'ts run',
        'mlflow.source.type': 'LOCAL',
      },
      histories: {
        loss: Array.from({ length: 30 }, (_, step) => [step, 1 / (step + 1)]),
        'val/loss': [[0, 0.5]],
      },
      files: { 'notes/hello.txt': 'hello' },
      found: [runId],
    });
  });

  test('writes what the TypeScript client reads', async () => {
    const runId = (await runPython('write_run.py', server.url, ['from python'])) as string;
    await using millrace = init({ trackingUri: server.url, experiment: 'from python' });
    const run = await millrace.getRun(runId);
    expect(run.info).toMatchObject({ runName: 'from python', status: 'FINISHED' });
    expect(Object.fromEntries(run.params.map(({ key, value }) => [key, value]))).toEqual({
      lr: '0.01',
      optimizer: 'adam',
    });
    expect(run.metrics.find(({ key }) => key === 'nan')?.value).toBeNaN();
    const history = await millrace.getMetricHistory(runId, 'loss');
    expect(history.map(({ step, value }) => [step, value])).toEqual(
      Array.from({ length: 50 }, (_, step) => [step, 1 / (step + 1)]),
    );
    const found = await millrace.searchRuns({ filter: "metrics.loss < 0.1 and params.optimizer = 'adam'" });
    expect(found.map(({ info }) => info.runId)).toEqual([runId]);
  });
});
