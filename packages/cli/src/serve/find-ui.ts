import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The UI's files: beside this program once it is built, in the workspace when it runs from sources. */
export const findUi = (): string | undefined =>
  [join(import.meta.dirname, 'ui'), join(import.meta.dirname, '..', '..', '..', 'ui', 'dist')].find(
    (folder) => existsSync(join(folder, 'index.html')),
  );
