import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { MillraceError } from '@millrace/spec';
import type { Call } from '../session.ts';
import type { RunPath, TransferredFile } from './download-artifacts.ts';
import { counted, startProgress } from './progress.ts';

/** Every regular file below a folder, in a stable order. Links are not followed: they may lead anywhere. */
async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

const describeSource = async (source: string): Promise<'file' | 'folder'> => {
  const found = await stat(source).catch((cause: unknown) => {
    throw new MillraceError('INVALID_PARAMETER_VALUE', `There is no file or folder '${source}'`, { cause });
  });
  if (found.isDirectory()) return 'folder';
  if (found.isFile()) return 'file';
  throw new MillraceError('INVALID_PARAMETER_VALUE', `'${source}' is neither a file nor a folder`);
};

const joinArtifact = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('/');

/** Adds a file under its own name, or what a folder holds under its own tree. */
export const uploadArtifacts = async (
  call: Call,
  to: RunPath,
  source: string,
): Promise<TransferredFile[]> => {
  const isFolder = (await describeSource(source)) === 'folder';
  const progress = startProgress('Uploaded');
  const done: TransferredFile[] = [];
  const upload = async (file: string, name: string): Promise<void> => {
    const path = joinArtifact(to.path, name);
    const { size } = await call('artifacts.write', {
      target: { runId: to.runId, path },
      body: counted(createReadStream(file), progress),
    });
    done.push({ path, size });
  };
  try {
    if (!isFolder) await upload(source, basename(source));
    else {
      for await (const file of filesBelow(source)) {
        await upload(file, relative(source, file).split(sep).join('/'));
      }
    }
  } finally {
    progress.done();
  }
  return done;
};
