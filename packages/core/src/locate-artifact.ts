import type { Input } from '@millrace/protocol';
import type { ReadUnit } from '@millrace/spec';
import { type ArtifactPlace, placeAtLocation, placeInModel, placeInRun } from './artifact-place.ts';
import { placeOfVersion } from './registry/place-of-version.ts';

export type ArtifactTarget = Input<'artifacts.list'>['target'];

/** Where a target lies. Throws INVALID_PARAMETER_VALUE for anything outside every experiment. */
export const locateArtifact = (unit: ReadUnit, target: ArtifactTarget): Promise<ArtifactPlace> => {
  if ('runId' in target) return placeInRun(unit.metadata, target.runId, target.path);
  if ('modelId' in target) return placeInModel(unit, target.modelId, target.path);
  if ('modelName' in target) return placeOfVersion(unit, target);
  return placeAtLocation(unit.metadata, target.location);
};
