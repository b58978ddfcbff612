import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const ROOT: string = join(import.meta.dirname, '..');

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Keep its output back, and return it. Default: pass it on. */
  readonly quiet?: boolean;
}

export interface RunResult {
  readonly ok: boolean;
  /** What it wrote to both streams; empty when it was passed on. */
  readonly output: string;
}

/** Runs a program to its end. Tools of the workspace are found by name. */
export const runCommand = (
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env, TURBO_TELEMETRY_DISABLED: '1', PATH: toolPath() },
      stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(chunks).toString() }));
  });

const toolPath = (): string => `${join(ROOT, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`;
