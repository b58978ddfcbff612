import { BUILD, SOURCE_CHECKS } from './checks.ts';
import { formatOutcome, type Outcome, sumOutcomes } from './outcome.ts';
import { publishedPackages } from './published-packages.ts';
import { type Check, runCheck } from './run-check.ts';
import { TESTS } from './test-projects.ts';
import { runVitest } from './run-vitest.ts';
import { setUpTests } from './set-up-tests.ts';

/** What the registry and its users will find in a package. */
const publishingChecks = (): readonly Check[] =>
  publishedPackages().flatMap(({ name, folder, isLibrary }): readonly Check[] => [
    { name: `publint ${name}`, command: 'publint', args: ['--strict', '--pack', 'pnpm', folder] },
    ...(isLibrary
      ? [{ name: `attw ${name}`, command: 'attw', args: ['--pack', folder, '--profile', 'esm-only'] }]
      : []),
  ]);

const CONSUMER: Check = { name: 'a consumer', command: 'node', args: ['scripts/check-consumer.ts'] };

const outcomes: Outcome[] = [await setUpTests(), await runCheck(BUILD)];
for (const check of [...SOURCE_CHECKS, ...publishingChecks(), CONSUMER]) outcomes.push(await runCheck(check));
for (const project of TESTS) outcomes.push(await runVitest(project));

const total = sumOutcomes(outcomes);
process.stdout.write(`${formatOutcome(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
