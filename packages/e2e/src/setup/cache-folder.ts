import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A folder in the user's home that outlives a checkout, for what is slow to install. */
export const cacheFolder = (name: string): string => {
  const root = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(root, 'millrace', name);
  mkdirSync(folder, { recursive: true });
  return folder;
};
