import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

/** Whether servers and load have a core each: taskset is there, and two cores are. */
export const canPin: boolean =
  availableParallelism() >= 2 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** The command line that runs `command` on one core, where that is possible. */
export const pinned = (
  core: number,
  command: readonly [string, ...string[]],
): readonly [string, ...string[]] => (canPin ? ['taskset', '-c', String(core), ...command] : command);
