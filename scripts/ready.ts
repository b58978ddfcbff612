import { runCommand } from './run-command.ts';

/**
 * Builds the command with its UI, as far as it is stale. Says nothing unless it fails. pnpm has installed what was
 * missing before it came to this script.
 */
const args = ['run', 'build', '--filter=@millrace/cli', '--output-logs=errors-only', '--log-order=grouped'];
const { ok, output } = await runCommand('turbo', args, { quiet: true });
if (!ok) {
  process.stderr.write(`${output}\nmillrace: the build failed, see above\n`);
  process.exitCode = 1;
}
