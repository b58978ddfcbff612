import { randomBytes } from 'node:crypto';
import { lstat, rename, rm } from 'node:fs/promises';
import { STAGING } from './artifact-path.ts';
import { absent } from './file-error.ts';
import { openFolder } from './folder.ts';

/** Moved aside in one step, then deleted: nobody sees a folder half removed, and no link in it is followed. */
export const removeArtifact = async (root: string, names: readonly string[]): Promise<void> => {
  const folder = openFolder(root, names.slice(0, -1));
  try {
    const target = folder.pathOf(names.at(-1) ?? '');
    const stats = await lstat(target);
    if (!stats.isFile() && !stats.isDirectory()) throw absent(names.join('/'));
    const staging = openFolder(root, [STAGING], { create: true });
    try {
      const removed = staging.pathOf(randomBytes(16).toString('hex'));
      await rename(target, removed);
      await folder.sync();
      await rm(removed, { recursive: true, force: true });
    } finally {
      staging.close();
    }
  } finally {
    folder.close();
  }
};
