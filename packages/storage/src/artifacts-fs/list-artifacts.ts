import { lstat, readdir } from 'node:fs/promises';
import type { ArtifactEntry } from '@millrace/spec';
import { isListed } from './artifact-path.ts';
import { fileErrorCode, isAbsence } from './file-error.ts';
import type { Folder } from './folder.ts';
import { openFolder } from './folder.ts';

/** Files asked for their size at a time. */
const BATCH = 64;

/** `undefined` for a link, for what is neither file nor folder, and for what is gone meanwhile. */
const readEntry = async (
  folder: Folder,
  name: string,
  prefix: string,
): Promise<ArtifactEntry | undefined> => {
  try {
    const stats = await lstat(folder.pathOf(name));
    if (stats.isDirectory()) return { path: `${prefix}${name}`, isDirectory: true };
    return stats.isFile() ? { path: `${prefix}${name}`, isDirectory: false, size: stats.size } : undefined;
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};

export const listArtifacts = async (root: string, names: readonly string[]): Promise<ArtifactEntry[]> => {
  let folder: Folder;
  try {
    folder = openFolder(root, names);
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
  const path = names.join('/');
  const prefix = path === '' ? '' : `${path}/`;
  try {
    const found = (await readdir(folder.path)).filter((name) => isListed(path, name)).sort();
    const entries: ArtifactEntry[] = [];
    for (let start = 0; start < found.length; start += BATCH) {
      const batch = found.slice(start, start + BATCH).map((name) => readEntry(folder, name, prefix));
      for (const entry of await Promise.all(batch)) if (entry !== undefined) entries.push(entry);
    }
    return entries;
  } finally {
    folder.close();
  }
};
