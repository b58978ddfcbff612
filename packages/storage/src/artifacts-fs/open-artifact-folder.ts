import { mkdir, realpath } from 'node:fs/promises';
import type { ArtifactStore } from '@millrace/spec';
import { toNames } from './artifact-path.ts';
import { toArtifactError } from './file-error.ts';
import { listArtifacts } from './list-artifacts.ts';
import { readArtifact } from './read-artifact.ts';
import { removeArtifact } from './remove-artifact.ts';
import { sweepStaging } from './sweep-staging.ts';
import { writeArtifact } from './write-artifact.ts';

/** Artifacts as files below one folder, which is created where it is absent. */
export const openArtifactFolder = async (root: string): Promise<ArtifactStore> => {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const folder = await realpath(root);
  await sweepStaging(folder);

  const run = async <T>(path: string, work: (names: string[]) => Promise<T>): Promise<T> => {
    try {
      return await work(path === '' ? [] : toNames(path));
    } catch (error) {
      throw toArtifactError(error, path);
    }
  };
  /** The root itself can be listed, and nothing else. */
  const runBelow = <T>(path: string, work: (names: string[]) => Promise<T>): Promise<T> =>
    run(path, () => work(toNames(path)));

  return {
    capabilities: { durable: true, ranges: true },
    list: (path) => run(path, (names) => listArtifacts(folder, names)),
    read: (path, range) => runBelow(path, (names) => readArtifact(folder, names, range)),
    write: (path, body) => runBelow(path, (names) => writeArtifact(folder, names, body)),
    remove: (path) => runBelow(path, (names) => removeArtifact(folder, names)),
  };
};
