import type { Input, Output } from '@millrace/protocol';
import { MillraceError, type ReadUnit, type RegisteredModel, type Tag, type WriteUnit } from '@millrace/spec';
import { LIMITS } from '../rules/limits.ts';
import { checkDescription, checkModelName, checkModelTag, requireModel, toStage } from '../rules/models.ts';
import { isPrompt } from '../rules/prompts.ts';
import { checkText } from '../rules/text.ts';
import { type AuditedSurroundings, noteChange } from './note-change.ts';

const kindOf = (tags: readonly Tag[]): string => (isPrompt(tags) ? 'Prompt' : 'Registered Model');

const taken = (name: string, { holder, wanted }: { holder: string; wanted: string }): MillraceError =>
  new MillraceError(
    'RESOURCE_ALREADY_EXISTS',
    holder === wanted
      ? `${wanted} (name=${name}) already exists.`
      : `Tried to create a ${wanted.toLowerCase()} with name '${name}', but the name is already taken by a ` +
          `${holder.toLowerCase()}. MLflow does not allow creating a model and a prompt with the same name.`,
    { reason: 'core/model-exists' },
  );

/** Of tags given twice, the last one counts. */
export const lastOfEach = (tags: readonly Tag[]): Tag[] => [
  ...new Map(tags.map((tag) => [tag.key, tag])).values(),
];

export const createRegisteredModel = async (
  unit: WriteUnit,
  input: Input<'registeredModels.create'>,
  surroundings: AuditedSurroundings,
): Promise<RegisteredModel> => {
  const { name, description } = input;
  checkModelName(name);
  checkDescription(description);
  for (const tag of input.tags) checkModelTag(tag);
  const holder = await unit.registry.findModel(name);
  if (holder !== undefined) throw taken(name, { holder: kindOf(holder.tags), wanted: kindOf(input.tags) });
  const time = surroundings.now();
  const tags = lastOfEach(input.tags);
  await unit.registry.insertModel({ name, description, creationTime: time, lastUpdateTime: time, tags });
  await noteChange(unit, surroundings, { action: 'model.create', name, time, detail: { description } });
  return requireModel(unit.registry, name);
};

export const renameRegisteredModel = async (
  unit: WriteUnit,
  { name, newName }: Input<'registeredModels.rename'>,
  surroundings: AuditedSurroundings,
): Promise<RegisteredModel> => {
  checkModelName(newName, 'new_name');
  const model = await requireModel(unit.registry, name);
  const holder = newName === name ? undefined : await unit.registry.findModel(newName);
  if (holder !== undefined) {
    throw taken(newName, { holder: 'Registered Model', wanted: 'Registered Model' });
  }
  const time = surroundings.now();
  await unit.registry.updateModel(model.name, { name: newName, lastUpdateTime: time });
  await unit.registry.touchModelVersions(newName, time);
  const detail = { from: name, to: newName };
  await noteChange(unit, surroundings, { action: 'model.rename', name: newName, time, detail });
  return requireModel(unit.registry, newName);
};

export const updateRegisteredModel = async (
  unit: WriteUnit,
  { name, description }: Input<'registeredModels.update'>,
  surroundings: AuditedSurroundings,
): Promise<RegisteredModel> => {
  checkDescription(description);
  await requireModel(unit.registry, name);
  const time = surroundings.now();
  await unit.registry.updateModel(name, { description, lastUpdateTime: time });
  await noteChange(unit, surroundings, { action: 'model.update', name, time, detail: { description } });
  return requireModel(unit.registry, name);
};

export const deleteRegisteredModel = async (
  unit: WriteUnit,
  { name }: Input<'registeredModels.delete'>,
  surroundings: AuditedSurroundings,
): Promise<Output<'registeredModels.delete'>> => {
  await requireModel(unit.registry, name);
  await noteChange(unit, surroundings, { action: 'model.delete', name, time: surroundings.now() });
  await unit.registry.removeModel(name);
  return {};
};

export const getRegisteredModel = (
  { registry }: ReadUnit,
  { name }: Input<'registeredModels.get'>,
): Promise<RegisteredModel> => requireModel(registry, name);

export const readLatestVersions = async (
  { registry }: ReadUnit,
  input: Input<'registeredModels.latestVersions'>,
): Promise<Output<'registeredModels.latestVersions'>> => {
  const stages = new Set(input.stages.map(toStage));
  const { latestVersions } = await requireModel(registry, input.name);
  return { versions: latestVersions.filter(({ stage }) => stages.size === 0 || stages.has(stage)) };
};

export const setRegisteredModelTag = async (
  unit: WriteUnit,
  { name, ...tag }: Input<'registeredModels.setTag'>,
  surroundings: AuditedSurroundings,
): Promise<Output<'registeredModels.setTag'>> => {
  checkModelTag(tag);
  await requireModel(unit.registry, name);
  await unit.registry.putModelTag(name, tag);
  await noteChange(unit, surroundings, {
    action: 'model.setTag',
    name,
    time: surroundings.now(),
    detail: tag,
  });
  return {};
};

export const deleteRegisteredModelTag = async (
  unit: WriteUnit,
  { name, key }: Input<'registeredModels.deleteTag'>,
  surroundings: AuditedSurroundings,
): Promise<Output<'registeredModels.deleteTag'>> => {
  checkText(key, 'key', LIMITS.key);
  await requireModel(unit.registry, name);
  if (await unit.registry.removeModelTag(name, key)) {
    const time = surroundings.now();
    await noteChange(unit, surroundings, { action: 'model.deleteTag', name, time, detail: { key } });
  }
  return {};
};
