import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** One line for each thing below a folder, links not followed; `except` and what lies in it are left out. */
export const hashTree = (folder: string, except: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (path === except) return [];
      const mode = (lstatSync(path).mode & 0o7777).toString(8);
      if (entry.isDirectory()) return [`${path} ${mode}`, ...hashTree(path, except)];
      const content = entry.isSymbolicLink() ? readlinkSync(path) : readFileSync(path);
      return [`${path} ${mode} ${createHash('sha256').update(content).digest('hex')}`];
    });
