import { answersHealth } from '@millrace/e2e/processes/answers-health';
import { freePort } from '@millrace/e2e/processes/free-port';
import { startProcess } from '@millrace/e2e/processes/long-process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinned, SERVER_CORE } from '../machine/pinned.ts';
import { untilIdle } from '../machine/until-idle.ts';
import type { Target, TargetSurface } from './target.ts';

export interface RunningTarget extends TargetSurface {
  readonly target: Target;
  readonly port: number;
  readonly pid: number;
  /** Whether it had come to rest before it was handed over. */
  readonly settled: boolean;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

const START_MS = 120_000;

/** Starts a target on an empty folder, on the servers' core, and waits until it rests. */
export const startTarget = async (target: Target): Promise<RunningTarget> => {
  const folder = mkdtempSync(join(tmpdir(), `millrace-bench-${target.id}-`));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { line, env } = target.command(folder, port);
  const [command, ...args] = pinned(SERVER_CORE, line);
  const child = await startProcess({ name: target.title, command, args, cwd: folder, env, group: true });
  const stop = async (): Promise<void> => {
    await child.stop('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await child.until(() => answersHealth(url), START_MS);
    const settled = target.settleMs === 0 || (await untilIdle(child.pid, target.settleMs));
    return { target, port, pid: child.pid, settled, stop, ...target.attach({ folder, url }) };
  } catch (error) {
    await stop();
    throw error;
  }
};
