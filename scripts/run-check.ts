import type { Outcome } from './outcome.ts';
import { runCommand, type RunOptions } from './run-command.ts';

/** One thing that must hold: a program that says so by its exit code. */
export interface Check {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly options?: RunOptions;
}

/** Prints one line while all is well, and all the program wrote when it is not. Counts as one test. */
export const runCheck = async ({ name, command, args, options }: Check): Promise<Outcome> => {
  const startedAt = performance.now();
  const { ok, output } = await runCommand(command, args, { ...options, quiet: true });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${ok ? '✓' : '✗'} ${name} (${seconds} s)\n`);
  if (!ok) process.stdout.write(`${output.trimEnd()}\n\n`);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
};
