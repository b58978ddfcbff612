import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Becomes the command, where the user called npm: relative paths mean what they meant there. No process stays in
 * between, so that a signal to npm, which passes it to its child, reaches the command.
 */
const bin = join(import.meta.dirname, '..', 'packages', 'cli', 'bin', 'millrace.js');
const args = [bin, ...process.argv.slice(2)];
process.chdir(process.env['INIT_CWD'] ?? process.cwd());

if (process.execve) process.execve(process.execPath, [process.execPath, ...args], process.env);

// Where a process cannot become another, it stands in for it.
const child = spawn(process.execPath, args, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  if (signal) process.kill(process.pid, signal);
  else process.exit(code ?? 1);
});
