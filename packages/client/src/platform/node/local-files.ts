import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MillraceError } from '@millrace/spec';
import type { ByteSource } from '../../transport/byte-source.ts';
import type { LocalFile } from '../platform.ts';

const toPath = (given: string): string => (given.startsWith('file:') ? fileURLToPath(given) : given);

const fromFile = (file: string): ByteSource => ({
  replayable: true,
  held: 0,
  [Symbol.asyncIterator]: () => createReadStream(file)[Symbol.asyncIterator](),
});

const missing = (given: string, wanted: string, cause?: unknown): MillraceError =>
  new MillraceError('RESOURCE_DOES_NOT_EXIST', `'${given}': expected ${wanted} on this disk`, { cause });

export const openFile = async (given: string): Promise<LocalFile> => {
  const file = toPath(given);
  const found = await stat(file).catch((cause: unknown) => {
    throw missing(given, 'a file', cause);
  });
  if (!found.isFile()) throw missing(given, 'a file; for a folder use logArtifacts');
  return { path: path.basename(file), source: fromFile(file) };
};

/** Every regular file below a folder; links are not followed. */
export const listFolder = async (given: string): Promise<LocalFile[]> => {
  const root = toPath(given);
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw missing(given, 'a folder', cause);
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return { path: path.relative(root, file).split(path.sep).join('/'), source: fromFile(file) };
    });
};
