import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run-command.ts';

export interface PublishedPackage {
  readonly name: string;
  readonly folder: string;
  /** Whether it can be imported, or is a command alone. */
  readonly isLibrary: boolean;
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
}

const readPackage = (folder: string): PublishedPackage | undefined => {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  if (manifest.private) return undefined;
  const entries = Object.keys(manifest.exports ?? {}).filter((entry) => entry !== './package.json');
  return { name: manifest.name, folder, isLibrary: entries.length > 0 };
};

/** What goes to the registry. */
export const publishedPackages = (): readonly PublishedPackage[] =>
  ['packages', 'plugins']
    .flatMap((group) => readdirSync(join(ROOT, group)).map((name) => readPackage(join(ROOT, group, name))))
    .filter((found) => found !== undefined);
