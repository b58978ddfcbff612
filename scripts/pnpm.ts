import { runCommand, type RunOptions, type RunResult } from './run-command.ts';

/** Runs the pnpm that runs this script. */
export const pnpm = (args: readonly string[], options: RunOptions = {}): Promise<RunResult> => {
  const running = process.env['npm_execpath'];
  return running?.includes('pnpm')
    ? runCommand(process.execPath, [running, ...args], options)
    : runCommand('npx', ['-y', 'pnpm@10.34.9', ...args], options);
};
