import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { MillraceError } from '@millrace/spec';

export interface LongProcessOptions {
  /** Names it in messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Starts a process group of its own, for a program that starts others: signals then go to all of it. */
  readonly group?: boolean | undefined;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A child that goes on until it is told to end. */
export interface LongProcess {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** The last of what it printed on both streams. */
  output(): string;
  /** Resolves with what `probe` gives as soon as that is defined; INTERNAL_ERROR when it ends first or time is up. */
  until<T>(probe: () => Promise<T | undefined> | T | undefined, timeoutMs: number): Promise<T>;
  /** Sends the signal and waits; SIGKILL follows after ten seconds. */
  stop(signal?: NodeJS.Signals): Promise<Exit>;
}

const KEPT_CHARACTERS = 64_000;
const GRACE_MS = 10_000;

export const startProcess = async (options: LongProcessOptions): Promise<LongProcess> => {
  const child = spawn(options.command, options.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    detached: options.group === true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  let printed = '';
  const keep = (text: string): void => {
    printed = (printed + text).slice(-KEPT_CHARACTERS);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  let ended: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve((ended = { code, signal })));
  });
  await once(child, 'spawn');
  const { pid } = child;
  if (pid === undefined) throw new MillraceError('INTERNAL_ERROR', `${options.name} has no process id`);

  const send = (signal: NodeJS.Signals): void => {
    try {
      process.kill(options.group === true ? -pid : pid, signal);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  };

  // Nobody stops it when this process ends early.
  const abandon = (): void => send('SIGKILL');
  process.once('exit', abandon);
  void exited.then(() => process.off('exit', abandon));

  return {
    pid,
    exited,
    output: () => printed,
    async until(probe, timeoutMs) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const found = await probe();
        if (found !== undefined) return found;
        const problem = ended !== undefined ? `ended with ${JSON.stringify(ended)}` : 'is not ready';
        if (ended !== undefined || Date.now() > deadline) {
          throw new MillraceError('INTERNAL_ERROR', `${options.name} ${problem}. It printed:\n${printed}`);
        }
        await sleep(5);
      }
    },
    async stop(signal = 'SIGTERM') {
      if (ended === undefined) send(signal);
      const overdue = setTimeout(() => send('SIGKILL'), GRACE_MS);
      const exit = await exited;
      clearTimeout(overdue);
      // What the leader started may outlive it.
      if (options.group === true) send('SIGKILL');
      return exit;
    },
  };
};
