import { rmSync } from 'node:fs';
import type { init as Init } from '@millrace/client';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { clientScript } from './browser/client-script.ts';
import { type MillraceProcess, startMillrace } from './processes/start-millrace.ts';
import { ensureChromium } from './setup/ensure-chromium.ts';

declare const millrace: { init: typeof Init };

interface WireRun {
  info: { run_id: string; run_name: string; status: string; end_time?: number };
  data: { metrics?: { key: string; value: number; step: number }[]; params?: { key: string }[] };
}

let server: MillraceProcess;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startMillrace();
  browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(server.directory, { recursive: true, force: true });
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(server.url);
  await page.evaluate(await clientScript());
});

afterEach(() => page.close());

const findRun = async (name: string): Promise<WireRun | undefined> => {
  const response = await fetch(`${server.url}/api/2.0/mlflow/runs/search`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ experiment_ids: ['0'], filter: `attributes.run_name = '${name}'` }),
  });
  const { runs = [] } = (await response.json()) as { runs?: WireRun[] };
  return runs[0];
};

test('a page logs a run with its artifacts', async () => {
  const runId = await page.evaluate(async () => {
    const ml = millrace.init({ strict: true });
    const run = await ml.startRun('from a page');
    run.logParams({ lr: 0.1 });
    for (let step = 0; step < 2500; step++) run.logMetric('loss', 1 / (step + 1), { step });
    await run.logText('hello', 'notes/a.txt');
    await run.logArtifact(new Blob([new Uint8Array(300_000)]), { name: 'bytes.bin' });
    await run.end();
    return run.runId;
  });
  const run = await findRun('from a page');
  expect(run?.info).toMatchObject({ run_id: runId, status: 'FINISHED' });
  expect(run?.data.metrics).toEqual([expect.objectContaining({ key: 'loss', value: 1 / 2500, step: 2499 })]);
  const listed = await fetch(`${server.url}/api/2.0/mlflow/artifacts/list?run_id=${runId}`);
  expect(await listed.json()).toMatchObject({
    files: [
      { path: 'bytes.bin', is_dir: false, file_size: 300_000 },
      { path: 'notes', is_dir: true },
    ],
  });
});

test('a page that is left sends what it has and ends its run', async () => {
  await page.evaluate(async () => {
    const run = await millrace.init().startRun('left behind');
    for (let step = 0; step < 50; step++) run.logMetric('loss', step, { step });
  });
  await page.goto('about:blank');
  await expect
    .poll(async () => (await findRun('left behind'))?.info.status, { timeout: 10_000 })
    .toBe('KILLED');
  const run = await findRun('left behind');
  expect(run?.info.end_time).toBeGreaterThan(0);
  expect(run?.data.metrics).toEqual([expect.objectContaining({ key: 'loss', value: 49 })]);
});
