import { runCommand } from './run-command.ts';

/** Builds the command with its UI, as far as it is stale. Says nothing unless it fails. */
export const buildCommand = async (): Promise<void> => {
  const { ok, output } = await runCommand(
    'turbo',
    ['run', 'build', '--filter=@millrace/cli', '--output-logs=errors-only', '--log-order=grouped'],
    { quiet: true },
  );
  if (ok) return;
  process.stderr.write(`${output}\nmillrace: the build failed, see above\n`);
  process.exit(1);
};
