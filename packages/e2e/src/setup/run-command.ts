import { spawn } from 'node:child_process';
import { MillraceError } from '@millrace/spec';

export interface CommandOptions {
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Milliseconds until the command is killed. */
  readonly timeoutMs?: number | undefined;
}

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end and keeps what it printed. A code other than 0 is an answer, not an error. */
export const tryCommand = async (
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> => {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.timeoutMs ?? 10 * 60_000,
    killSignal: 'SIGKILL',
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: { ...process.env, ...options.env } }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, stdout, stderr: error.message }));
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
};

/** As `tryCommand`, and INTERNAL_ERROR with the command's last words when it fails. Gives its standard output. */
export const runCommand = async (
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> => {
  const result = await tryCommand(command, args, options);
  if (result.code === 0) return result.stdout;
  const words = `${result.stdout}\n${result.stderr}`.trim().slice(-4_000);
  throw new MillraceError(
    'INTERNAL_ERROR',
    `${command} ${args.join(' ')} ended with code ${result.code}:\n${words}`,
  );
};
