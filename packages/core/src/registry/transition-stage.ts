import type { Input } from '@millrace/protocol';
import type { ModelVersion, WriteUnit } from '@millrace/spec';
import { invalid } from '../rules/invalid.ts';
import { requireModelVersion, toStage } from '../rules/models.ts';
import { type AuditedSurroundings, noteChange } from './note-change.ts';

const ACTIVE: readonly string[] = ['Staging', 'Production'];

/** Moves a version to a stage, and on request archives what stood there: only in stages that are in use. */
export const transitionStage = async (
  unit: WriteUnit,
  input: Input<'modelVersions.transitionStage'>,
  surroundings: AuditedSurroundings,
): Promise<ModelVersion> => {
  const { name, version } = input;
  const stage = toStage(input.stage);
  if (input.archiveExistingVersions && !ACTIVE.includes(stage)) {
    throw invalid(
      `Model version transition cannot archive existing model versions because '${input.stage}' is not an Active ` +
        `stage. Valid stages are ['Staging', 'Production']`,
      'stage-not-active',
    );
  }
  const before = await requireModelVersion(unit.registry, { name, version });
  const time = surroundings.now();
  const note = (moved: number, detail: Record<string, string>): Promise<void> =>
    noteChange(unit, surroundings, { action: 'version.transition', name, version: moved, time, detail });
  if (input.archiveExistingVersions) {
    const move = { from: stage, to: 'Archived', except: version, time } as const;
    for (const moved of await unit.registry.moveModelVersions(name, move)) {
      await note(moved, { from: stage, to: 'Archived', because: `version ${version}` });
    }
  }
  await unit.registry.updateModelVersion({ name, version }, { stage, lastUpdateTime: time });
  await unit.registry.updateModel(name, { lastUpdateTime: time });
  await note(version, { from: before.stage, to: stage });
  return requireModelVersion(unit.registry, { name, version });
};
