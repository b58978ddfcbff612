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

/** An artifact of a run, or of a model that the run made; `under` is where it lands below the folder. */
interface Source {
  readonly target: RunPath | { readonly modelId: string; readonly path: string };
  readonly under: string;
}

/** Every file below a folder; none for a file. */
async function* filesBelow(call: Call, { target, under }: Source): AsyncGenerator<Source> {
  const { files } = await call('artifacts.list', { target });
  for (const { path, isDirectory } of files) {
    const below = { target: { ...target, path }, under };
    if (isDirectory) yield* filesBelow(call, below);
    else yield below;
  }
}

/** The model of this name that the run made last: MLflow reads `runs:/<run>/<name>` so. */
const findModel = async (call: Call, { runId, path }: RunPath): Promise<Source | undefined> => {
  const [name = '', ...rest] = path.split('/');
  const { info, lineage } = await call('runs.get', { runId });
  if (name === '' || lineage?.outputModels.length === 0) return undefined;
  const { models } = await call('loggedModels.search', {
    experimentIds: [info.experimentId],
    filter: `source_run_id = '${runId}' AND name = '${name.replaceAll("'", "''")}'`,
    maxResults: 1,
  });
  const modelId = models[0]?.info.modelId;
  return modelId === undefined ? undefined : { target: { modelId, path: rest.join('/') }, under: name };
};

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
  from: Source['target'],
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

/**
 * Copies a file or a folder below `folder`, each file whole or not at all. A file keeps its name, a folder its tree. What
 * the run does not have is looked for among the models it made.
 */
export const downloadArtifacts = async (
  call: Call,
  from: RunPath,
  folder: string,
): Promise<TransferredFile[]> => {
  const progress = startProgress('Downloaded');
  const done: TransferredFile[] = [];
  const downloadBelow = async (source: Source): Promise<void> => {
    for await (const { target, under } of filesBelow(call, source)) {
      const file = landing(folder, join(under, target.path));
      done.push(await downloadOne(call, target, { file, progress }));
    }
  };
  try {
    await downloadBelow({ target: from, under: '' });
    const model = done.length === 0 ? await findModel(call, from) : undefined;
    if (model !== undefined) await downloadBelow(model);
    if (done.length === 0 && from.path !== '') {
      const target = model === undefined || model.target.path === '' ? from : model.target;
      const file = join(folder, basename(target.path));
      done.push(await downloadOne(call, target, { file, progress }));
    }
  } finally {
    progress.done();
  }
  return done;
};
