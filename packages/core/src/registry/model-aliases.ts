import type { Input, Output } from '@millrace/protocol';
import { MillraceError, type ModelVersion, type ReadUnit, type WriteUnit } from '@millrace/spec';
import { invalid } from '../rules/invalid.ts';
import {
  checkAlias,
  checkFreeAlias,
  isLatest,
  newestVersion,
  requireModel,
  requireModelVersion,
} from '../rules/models.ts';
import { type AuditedSurroundings, noteChange } from './note-change.ts';

export const setModelAlias = async (
  unit: WriteUnit,
  { name, alias, version }: Input<'registeredModels.setAlias'>,
  surroundings: AuditedSurroundings,
): Promise<Output<'registeredModels.setAlias'>> => {
  checkFreeAlias(alias);
  await requireModelVersion(unit.registry, { name, version });
  const { aliases } = await requireModel(unit.registry, name);
  const before = aliases.find((candidate) => candidate.alias === alias);
  await unit.registry.putAlias(name, { alias, version });
  await noteChange(unit, surroundings, {
    action: 'alias.set',
    name,
    version,
    time: surroundings.now(),
    detail: { alias, from: before === undefined ? null : String(before.version), to: String(version) },
  });
  return {};
};

export const deleteModelAlias = async (
  unit: WriteUnit,
  { name, alias }: Input<'registeredModels.deleteAlias'>,
  surroundings: AuditedSurroundings,
): Promise<Output<'registeredModels.deleteAlias'>> => {
  checkAlias(alias);
  const { aliases } = await requireModel(unit.registry, name);
  const before = aliases.find((candidate) => candidate.alias === alias);
  if (before === undefined) return {};
  await unit.registry.removeAlias(name, alias);
  await noteChange(unit, surroundings, {
    action: 'alias.delete',
    name,
    version: before.version,
    time: surroundings.now(),
    detail: { alias },
  });
  return {};
};

/** `latest` is the newest version, whatever its stage. An unknown alias is INVALID_PARAMETER_VALUE, as in MLflow. */
export const getVersionByAlias = async (
  { registry }: ReadUnit,
  { name, alias }: Input<'registeredModels.getByAlias'>,
): Promise<ModelVersion> => {
  checkAlias(alias);
  const model = await requireModel(registry, name);
  if (isLatest(alias)) {
    const newest = newestVersion(model);
    if (newest !== undefined) return newest;
    throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `Latest version not found for model ${name}.`, {
      reason: 'core/no-such-model-version',
    });
  }
  const found = model.aliases.find((candidate) => candidate.alias === alias);
  if (found !== undefined) return requireModelVersion(registry, { name, version: found.version });
  throw invalid(`Registered model alias ${alias} not found.`, 'no-such-alias');
};
