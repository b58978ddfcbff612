import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('../../..', import.meta.url));

/** A file, or files by condition. */
export type ExportTarget = string | { readonly [condition: string]: ExportTarget };

/** The fields of package.json that the rules of the house look at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly type?: string;
  readonly keywords?: readonly string[];
  readonly sideEffects?: boolean | readonly string[];
  readonly engines?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, ExportTarget>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Member {
  /** The folder's own name: `core`. */
  readonly id: string;
  /** Below the root: `packages/core`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;

/** The workspace members of `packages` or `plugins`. */
export const membersOf = (group: 'packages' | 'plugins'): readonly Member[] =>
  readdirSync(join(ROOT, group), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(ROOT, group, entry.name, 'package.json')))
    .map((entry) => {
      const folder = `${group}/${entry.name}`;
      return { id: entry.name, folder, manifest: readManifest(folder) };
    });

/** Source files below a member's `src`, relative to the root. */
export const sourcesOf = (member: Member): readonly string[] => {
  const folder = join(ROOT, member.folder, 'src');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|css)$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
};

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What ships, as opposed to what checks it. */
export const isShipped = (path: string): boolean => !/\.test(-d)?\.tsx?$|\/fixtures\//.test(path);
