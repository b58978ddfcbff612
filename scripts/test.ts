import { ensureChromium } from '../packages/e2e/src/setup/ensure-chromium.ts';
import { ensureMlflow } from '../packages/e2e/src/setup/ensure-mlflow.ts';
import { BUILD, SOURCE_CHECKS } from './checks.ts';
import { formatOutcome, type Outcome, sumOutcomes } from './outcome.ts';
import { runCheck } from './run-check.ts';
import { runVitest } from './run-vitest.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** What the end-to-end tests need of the machine. Counts only when it cannot be had. */
const setUp = async (): Promise<Outcome> => {
  try {
    await Promise.all([ensureChromium(say), ensureMlflow(say)]);
    return { passed: 0, failed: 0, skipped: 0 };
  } catch (error) {
    say(`✗ setup: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
};

const outcomes: Outcome[] = [await setUp(), await runCheck(BUILD)];
for (const check of SOURCE_CHECKS) outcomes.push(await runCheck(check));
const projects = ['unit', 'e2e', ...(process.argv.includes('--nightly') ? ['nightly'] : [])];
for (const project of projects) outcomes.push(await runVitest(project));

const total = sumOutcomes(outcomes);
say(formatOutcome(total));
process.exitCode = total.failed === 0 ? 0 : 1;
