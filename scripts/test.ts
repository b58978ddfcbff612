import { BUILD_COMMAND, SOURCE_CHECKS } from './checks.ts';
import { formatOutcome, type Outcome, sumOutcomes } from './outcome.ts';
import { runCheck } from './run-check.ts';
import { runVitest } from './run-vitest.ts';
import { setUpTests } from './set-up-tests.ts';
import { FAULT_TESTS, NIGHTLY_TESTS, TESTS } from './test-projects.ts';

const isNightly = process.argv.includes('--nightly');
const onlyFaults = process.argv.includes('--faults');
if (isNightly || onlyFaults) process.env['MILLRACE_FAULTS'] ??= 'thorough';
if (isNightly) {
  const seed = (process.env['MILLRACE_SEED'] ??= String(Date.now() % 1_000_000));
  process.stdout.write(`Drawn with MILLRACE_SEED=${seed}\n`);
}

const outcomes: Outcome[] = [await setUpTests(), await runCheck(BUILD_COMMAND)];
if (!onlyFaults) for (const check of SOURCE_CHECKS) outcomes.push(await runCheck(check));
const projects = onlyFaults ? FAULT_TESTS : isNightly ? [...TESTS, ...NIGHTLY_TESTS] : TESTS;
for (const project of projects) outcomes.push(await runVitest(project));

const total = sumOutcomes(outcomes);
process.stdout.write(`${formatOutcome(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
