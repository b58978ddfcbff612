import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { init } from '@millrace/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MillraceProcess, startMillrace } from './processes/start-millrace.ts';
import { startScript } from './processes/start-script.ts';

const STEPS = 100;
/** As long as the script's own: both log side by side. */
const PAUSE_MS = 50;
let ui: MillraceProcess;

beforeAll(async () => {
  ui = await startMillrace({ command: 'ui' });
});

afterAll(async () => {
  await ui.stop();
  rmSync(ui.directory, { recursive: true, force: true });
});

test('a script logs in-process into the folder that `ui` serves, while others log through it', async () => {
  // No server is named: the script opens ./mlruns by itself.
  const script = await startScript('train-slowly.ts', {
    cwd: ui.directory,
    args: ['shared', String(STEPS)],
    env: { MLFLOW_TRACKING_URI: undefined },
  });
  const localRunId = await script.until(() => /run (\w{32})/.exec(script.output())?.[1], 20_000);

  await using millrace = init({ trackingUri: ui.url, experiment: 'shared', strict: true });
  const seen = new Set<number>();
  const remoteRunId = await millrace.withRun('through the server', async (run) => {
    for (let step = 0; step < STEPS; step++) {
      run.logMetric('loss', step, { step });
      await run.flush();
      await sleep(PAUSE_MS);
      seen.add((await millrace.getMetricHistory(localRunId, 'loss')).length);
    }
    return run.runId;
  });
  expect((await script.exited).code, script.output()).toBe(0);

  // The other process's run was seen to grow, not only found at its end.
  expect(seen.size).toBeGreaterThan(3);
  const local = await millrace.getRun(localRunId);
  expect(local.info.status).toBe('FINISHED');
  expect(Object.fromEntries(local.metrics.map(({ key, value }) => [key, value]))).toEqual({
    accuracy: (STEPS - 1) / STEPS,
    loss: 1 / STEPS,
  });
  const history = await millrace.getMetricHistory(localRunId, 'loss');
  expect(history.map(({ value }) => value)).toEqual(
    Array.from({ length: STEPS }, (_, step) => 1 / (step + 1)),
  );
  const remote = await millrace.getMetricHistory(remoteRunId, 'loss');
  expect(remote.map(({ value }) => value)).toEqual(Array.from({ length: STEPS }, (_, step) => step));

  // And the folder, opened without the server, tells the same.
  await using folder = init({ trackingUri: join(ui.directory, 'mlruns'), experiment: 'shared' });
  const found = await folder.searchRuns({ orderBy: ['attributes.run_name ASC'] });
  expect(found.map(({ info }) => info.runId)).toEqual([localRunId, remoteRunId]);
});
