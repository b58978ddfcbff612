import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { MillraceError } from '@millrace/spec';

const WAIT_MS = 15 * 60_000;

/** Runs `work` while no other process on this machine runs under the same lock file. A dead holder's lock is taken over. */
export const exclusively = async <T>(lockFile: string, work: () => Promise<T>): Promise<T> => {
  const deadline = Date.now() + WAIT_MS;
  while (!tryLock(lockFile)) {
    if (!holderLives(lockFile)) {
      rmSync(lockFile, { force: true });
      continue;
    }
    if (Date.now() > deadline) {
      throw new MillraceError(
        'DEADLINE_EXCEEDED',
        `Another process has held ${lockFile} for ${WAIT_MS / 60_000} minutes: end it, or remove the file`,
      );
    }
    await sleep(250);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
};

const tryLock = (lockFile: string): boolean => {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
};

const holderLives = (lockFile: string): boolean => {
  try {
    const pid = Number(readFileSync(lockFile, 'utf8'));
    // Empty between its creation and its first write: the holder is alive.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
};

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
