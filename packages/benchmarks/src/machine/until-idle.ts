import { setTimeout as sleep } from 'node:timers/promises';
import { measureTree } from './process-tree.ts';

const PERIOD_MS = 500;
const IDLE_SHARE = 0.03;
const IDLE_PERIODS = 4;

/** Waits until a process tree has done next to nothing for two seconds. Gives whether it came to that. */
export const untilIdle = async (pid: number, timeoutMs: number): Promise<boolean> => {
  const deadline = Date.now() + timeoutMs;
  let quiet = 0;
  let before = measureTree(pid);
  while (Date.now() < deadline) {
    await sleep(PERIOD_MS);
    const now = measureTree(pid);
    const isQuiet = now.processes === before.processes && now.cpuMs - before.cpuMs < PERIOD_MS * IDLE_SHARE;
    quiet = isQuiet ? quiet + 1 : 0;
    if (quiet === IDLE_PERIODS) return true;
    before = now;
  }
  return false;
};
