import { ensureChromium } from '../packages/e2e/src/setup/ensure-chromium.ts';
import { ensureMlflow } from '../packages/e2e/src/setup/ensure-mlflow.ts';
import { whyNoStrace } from '../packages/e2e/src/setup/ensure-strace.ts';
import type { Outcome } from './outcome.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Gets what the end-to-end tests need of the machine. Counts only when it cannot be had. */
export const setUpTests = async (): Promise<Outcome> => {
  try {
    await Promise.all([ensureChromium(say), ensureMlflow(say)]);
    const reason = await whyNoStrace(say);
    if (reason !== undefined) say(`- failing disks are not tested: ${reason}`);
    return { passed: 0, failed: 0, skipped: 0 };
  } catch (error) {
    say(`✗ setup: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
};
