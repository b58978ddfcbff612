import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { MillraceError } from '@millrace/spec';
import type { Call } from '../session.ts';
import { counted, type Progress, startProgress } from './progress.ts';

export interface RunPath {
  readonly runId: string;
  readonly path: string;
}

export interface TransferredFile {
  /** On this machine after a download, among the artifacts after an upload. */
  readonly path: string;
  readonly size: number;
}

/** Every file below a folder, or the one file asked for. */
async function* filesBelow(call: Call, { runId, path }: RunPath): AsyncGenerator<string> {
  const { files } = await call('artifacts.list', { target: { runId, path } });
  for (const file of files) {
    if (file.isDirectory) yield* filesBelow(call, { runId, path: file.path });
    else yield file.path;
  }
}

/** Where an artifact lands. What a server calls a path never leads out of the folder it is put in. */
const landing = (folder: string, artifact: string): string => {
  const path = resolve(folder, artifact);
  if (path.startsWith(resolve(folder) + sep)) return path;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `The artifact path '${artifact}' leads out of the folder`,
  );
};

const downloadOne = async (
  call: Call,
  from: RunPath,
  to: { file: string; progress: Progress },
): Promise<TransferredFile> => {
  const content = await call('artifacts.read', { target: from });
  await mkdir(dirname(to.file), { recursive: true });
  const partial = `${to.file}.${randomUUID()}.partial`;
  try {
    await pipeline(counted(content.body, to.progress), createWriteStream(partial, { flags: 'wx' }));
    await rename(partial, to.file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return { path: relative('', to.file), size: content.size };
};

/** Copies a file or a folder below `folder`, each file whole or not at all. A file keeps its name, a folder its tree. */
export const downloadArtifacts = async (
  call: Call,
  from: RunPath,
  folder: string,
): Promise<TransferredFile[]> => {
  const progress = startProgress('Downloaded');
  const done: TransferredFile[] = [];
  try {
    for await (const path of filesBelow(call, from)) {
      const file = landing(folder, path);
      done.push(await downloadOne(call, { runId: from.runId, path }, { file, progress }));
    }
    if (done.length === 0 && from.path !== '') {
      const file = join(folder, basename(from.path));
      done.push(await downloadOne(call, from, { file, progress }));
    }
  } finally {
    progress.done();
  }
  return done;
};
