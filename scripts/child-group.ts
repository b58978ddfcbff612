import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ROOT } from './run-command.ts';

const GRACE_MS = 5000;

/** A program with all it started: a process group of its own, ended as one. */
export interface ChildGroup {
  readonly exited: Promise<number>;
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Gets each line it writes, on either stream. */
  onLine(line: string): void;
}

const signalGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!gone) throw error;
  }
};

/** Starts Node, this very one, on a script. */
export const startChild = (options: ChildOptions): ChildGroup => {
  const child = spawn(process.execPath, options.args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', options.onLine);
  }
  const exited = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  return {
    exited,
    stop: async () => {
      signalGroup(child, 'SIGTERM');
      const overdue = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
      await exited;
      clearTimeout(overdue);
    },
  };
};
