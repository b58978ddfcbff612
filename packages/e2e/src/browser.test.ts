import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accessibilityProblems } from './browser/accessibility-problems.ts';
import { buildUi } from './browser/build-ui.ts';
import type { LongProcess } from './processes/long-process.ts';
import { type MillraceProcess, startMillrace } from './processes/start-millrace.ts';
import { startScript } from './processes/start-script.ts';
import { ensureChromium } from './setup/ensure-chromium.ts';

const PATIENCE_MS = 15_000;
const EXPERIMENT = 'seen live';

let server: MillraceProcess;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let problems: string[];

beforeAll(async () => {
  await buildUi();
  server = await startMillrace();
  browser = await chromium.launch({
    executablePath: await ensureChromium(),
    // Chromium refuses its sandbox to root, which is who runs tests in a container.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(server.directory, { recursive: true, force: true });
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
});

afterEach(async () => {
  await context.close();
  expect(problems).toEqual([]);
});

/** The step the curve has come to, read from what the chart says of itself. */
const lastStep = async (key: string): Promise<number> => {
  const chart = page.getByRole('img', { name: new RegExp(`^Line chart of ${key}\\.`) });
  const said = (await chart.getAttribute('aria-label')) ?? '';
  return Number(/Steps \S+ to ([\d,]+)/.exec(said)?.[1]?.replaceAll(',', '') ?? -1);
};

const train = (steps: number): Promise<LongProcess> =>
  startScript('train-slowly.ts', {
    cwd: server.directory,
    args: [EXPERIMENT, String(steps)],
    env: { MLFLOW_TRACKING_URI: server.url },
  });

describe('the pages in Chromium', () => {
  test('a run of another process appears, and its curve grows, with no reload', async () => {
    await page.goto(`${server.url}/experiments`);
    await page.evaluate(() => Reflect.set(window, 'neverReloaded', true));
    const training = await train(200);

    await page.getByRole('link', { name: EXPERIMENT, exact: true }).click();
    const run = page.getByRole('row').getByRole('link', { name: 'slow training', exact: true });
    await run.waitFor();
    await run.click();

    await page.getByRole('heading', { name: 'slow training' }).waitFor();
    await expect.poll(() => lastStep('loss'), { timeout: PATIENCE_MS }).toBeGreaterThan(0);
    const first = await lastStep('loss');
    await expect.poll(() => lastStep('loss'), { timeout: PATIENCE_MS }).toBeGreaterThan(first + 5);
    const second = await lastStep('loss');
    await expect.poll(() => lastStep('loss'), { timeout: PATIENCE_MS }).toBeGreaterThan(second + 5);

    expect((await training.exited).code, training.output()).toBe(0);
    await expect.poll(() => lastStep('loss'), { timeout: PATIENCE_MS }).toBe(199);
    await page.getByText('Finished').first().waitFor();
    expect(await page.evaluate(() => Reflect.get(window, 'neverReloaded'))).toBe(true);
  });

  test('a run that begins while its experiment is open joins the table', async () => {
    await (await train(1)).exited;
    await page.goto(`${server.url}/experiments`);
    await page.getByRole('link', { name: EXPERIMENT, exact: true }).click();
    const runs = page.getByRole('row').getByRole('link', { name: 'slow training', exact: true });
    await runs.first().waitFor();
    const before = await runs.count();
    // The table holds still under a pointer.
    await page.mouse.move(2, 2);
    const training = await train(20);
    await expect.poll(() => runs.count(), { timeout: PATIENCE_MS }).toBe(before + 1);
    expect((await training.exited).code, training.output()).toBe(0);
  });

  test('no page has a serious accessibility problem, in dark or light', async () => {
    const training = await train(5);
    expect((await training.exited).code, training.output()).toBe(0);
    const folder = mkdtempSync(join(tmpdir(), 'millrace-pages-'));
    const found: string[] = [];
    const look = async (name: string): Promise<void> => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
        found.push(
          ...(await accessibilityProblems(page)).map((problem) => `${name} ${colorScheme}: ${problem}`),
        );
      }
    };
    await page.goto(`${server.url}/experiments`);
    await page.getByRole('link', { name: EXPERIMENT, exact: true }).waitFor();
    await look('experiments');
    await page.getByRole('link', { name: EXPERIMENT, exact: true }).click();
    await page.getByRole('row').getByRole('link', { name: 'slow training', exact: true }).first().waitFor();
    await look('runs');
    await page.getByRole('row').getByRole('link', { name: 'slow training', exact: true }).first().click();
    await expect.poll(() => lastStep('loss'), { timeout: PATIENCE_MS }).toBe(4);
    await look('run');
    process.stderr.write(`browser: screenshots in ${folder}\n`);
    expect(found).toEqual([]);
  });
});
