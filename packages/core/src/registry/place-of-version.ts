import type { ReadUnit } from '@millrace/spec';
import { type ArtifactPlace, placeBelow, placeInRun } from '../artifact-place.ts';
import { joinLocation } from '../rules/artifact-location.ts';
import { requireModelVersion } from '../rules/models.ts';
import { invalidSource, parseSource, pathBelow } from '../rules/model-source.ts';
import { findLoggedModel } from './logged-model-link.ts';

const join = (folder: string, path: string): string =>
  folder === '' || path === '' ? folder + path : `${folder}/${path}`;

/** The version's own root is deeper than that of whose files they are. */
const rootedAt = (place: ArtifactPlace, below: string): ArtifactPlace =>
  below === '' ? place : { ...place, rootUri: joinLocation(place.rootUri, below) };

/**
 * Where a file of a model version lies. What was allowed when it was registered is checked again: it must lie below the
 * artifacts of the version's own run or logged model.
 */
export const placeOfVersion = async (
  unit: ReadUnit,
  { modelName, version, path }: { modelName: string; version: number; path: string },
): Promise<ArtifactPlace> => {
  const found = await requireModelVersion(unit.registry, { name: modelName, version });
  const source = parseSource(found.storageLocation);
  if (source.kind === 'run') {
    const place = await placeInRun(unit.metadata, source.runId, join(source.path, path));
    return rootedAt(place, source.path);
  }
  if (found.modelId !== null) {
    const model = await findLoggedModel(unit, found.modelId);
    const below = model === undefined ? undefined : pathBelow(found.storageLocation, model.artifactUri);
    if (model !== undefined && below !== undefined) {
      const owner = `logged model ${found.modelId}`;
      const place = placeBelow(model.artifactUri, { owner, given: join(below, path) });
      return rootedAt({ ...place, runId: undefined }, below);
    }
  }
  const run = found.runId === null ? undefined : await unit.metadata.findRun(found.runId);
  const below = run === undefined ? undefined : pathBelow(found.storageLocation, run.artifactUri);
  if (run === undefined || below === undefined) throw invalidSource(found.storageLocation);
  return rootedAt(await placeInRun(unit.metadata, run.runId, join(below, path)), below);
};
