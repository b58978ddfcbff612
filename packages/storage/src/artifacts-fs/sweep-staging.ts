import { lstat, readdir, rm } from 'node:fs/promises';
import { STAGING } from './artifact-path.ts';
import { isAbsence } from './file-error.ts';
import type { Folder } from './folder.ts';
import { openFolder } from './folder.ts';

/** Older than this, an upload was left behind by a process that is gone. */
const ABANDONED_MS = 60 * 60 * 1000;

const openStaging = (root: string): Folder | undefined => {
  try {
    return openFolder(root, [STAGING]);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
};

export const sweepStaging = async (root: string): Promise<void> => {
  const staging = openStaging(root);
  if (staging === undefined) return;
  try {
    for (const name of await readdir(staging.path)) {
      const path = staging.pathOf(name);
      if ((await ageOf(path)) > ABANDONED_MS) await rm(path, { recursive: true, force: true });
    }
  } finally {
    staging.close();
  }
};

/** 0 for what another process has swept meanwhile. */
const ageOf = async (path: string): Promise<number> => {
  try {
    return Date.now() - (await lstat(path)).mtimeMs;
  } catch (error) {
    if (isAbsence(error)) return 0;
    throw error;
  }
};
