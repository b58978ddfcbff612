import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * pnpm starts `node_modules/.bin/node` through a shell that stays its parent, so a signal to it never reaches Node and a
 * stopped server goes on. A link has no shell. Where links are not usual, pnpm's own file stays.
 */
if (process.platform !== 'win32') {
  const link = join(import.meta.dirname, '..', 'node_modules', '.bin', 'node');
  rmSync(link, { force: true });
  symlinkSync(join('..', 'node', 'bin', 'node'), link);
}
