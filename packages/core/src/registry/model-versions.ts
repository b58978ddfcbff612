import type { Input, Output } from '@millrace/protocol';
import type { ModelVersion, ReadUnit, WriteUnit } from '@millrace/spec';
import { LIMITS } from '../rules/limits.ts';
import { checkDescription, checkModelTag, requireModel, requireModelVersion } from '../rules/models.ts';
import { checkPromptSource, isPrompt } from '../rules/prompts.ts';
import { checkText } from '../rules/text.ts';
import { tellLoggedModel } from './logged-model-link.ts';
import { type AuditedSurroundings, noteChange } from './note-change.ts';
import { createRegisteredModel, lastOfEach } from './registered-models.ts';
import { type ResolvedSource, resolveSource } from './resolve-source.ts';

type NewVersion = Input<'modelVersions.create'>;

const sourceOf = async (unit: ReadUnit, input: NewVersion): Promise<ResolvedSource> => {
  const { source, runId } = input;
  checkText(source, 'source', LIMITS.modelSource);
  if (!isPrompt(input.tags)) return resolveSource(unit, input);
  checkPromptSource(source);
  return { source, storageLocation: source, runId: runId || null, modelId: null };
};

export const createModelVersion = async (
  unit: WriteUnit,
  input: NewVersion,
  surroundings: AuditedSurroundings,
): Promise<ModelVersion> => {
  const { name, description, runLink } = input;
  checkDescription(description);
  checkText(runLink, 'run_link', LIMITS.runLink);
  for (const tag of input.tags) checkModelTag(tag);
  const resolved = await sourceOf(unit, input);
  await requireModel(unit.registry, name);
  const time = surroundings.now();
  const made = await unit.registry.insertModelVersion({
    ...resolved,
    name,
    description,
    runLink,
    creationTime: time,
    lastUpdateTime: time,
    stage: 'None',
    status: 'READY',
    statusMessage: '',
    tags: lastOfEach(input.tags),
  });
  await unit.registry.updateModel(name, { lastUpdateTime: time });
  const { version, source, runId, modelId } = made;
  await noteChange(unit, surroundings, {
    action: 'version.create',
    name,
    version,
    time,
    detail: { source, runId, modelId },
  });
  if (modelId !== null) await tellLoggedModel(unit, modelId, made);
  return made;
};

/** The model it goes to is made when there is none. */
export const copyModelVersion = async (
  unit: WriteUnit,
  { name, version, to }: Input<'modelVersions.copy'>,
  surroundings: AuditedSurroundings,
): Promise<ModelVersion> => {
  const { tags, description, runLink } = await requireModelVersion(unit.registry, { name, version });
  if ((await unit.registry.findModel(to)) === undefined) {
    await createRegisteredModel(unit, { name: to, description: null, tags: [] }, surroundings);
  }
  const source = `models:/${name}/${version}`;
  return createModelVersion(unit, { name: to, source, runLink, description, tags }, surroundings);
};

export const updateModelVersion = async (
  unit: WriteUnit,
  { name, version, description }: Input<'modelVersions.update'>,
  surroundings: AuditedSurroundings,
): Promise<ModelVersion> => {
  checkDescription(description);
  await requireModelVersion(unit.registry, { name, version });
  const time = surroundings.now();
  await unit.registry.updateModelVersion({ name, version }, { description, lastUpdateTime: time });
  const detail = { description };
  await noteChange(unit, surroundings, { action: 'version.update', name, version, time, detail });
  return requireModelVersion(unit.registry, { name, version });
};

/** For good: its number is never given again, and what stood for it stands for nothing. */
export const deleteModelVersion = async (
  unit: WriteUnit,
  { name, version }: Input<'modelVersions.delete'>,
  surroundings: AuditedSurroundings,
): Promise<Output<'modelVersions.delete'>> => {
  await requireModelVersion(unit.registry, { name, version });
  const time = surroundings.now();
  await unit.registry.redactModelVersion({ name, version }, time);
  await unit.registry.updateModel(name, { lastUpdateTime: time });
  await noteChange(unit, surroundings, { action: 'version.delete', name, version, time });
  return {};
};

export const getModelVersion = (
  { registry }: ReadUnit,
  input: Input<'modelVersions.get'>,
): Promise<ModelVersion> => requireModelVersion(registry, input);

export const getDownloadUri = async (
  { registry }: ReadUnit,
  input: Input<'modelVersions.downloadUri'>,
): Promise<Output<'modelVersions.downloadUri'>> => ({
  uri: (await requireModelVersion(registry, input)).storageLocation,
});

export const setModelVersionTag = async (
  unit: WriteUnit,
  { name, version, ...tag }: Input<'modelVersions.setTag'>,
  surroundings: AuditedSurroundings,
): Promise<Output<'modelVersions.setTag'>> => {
  checkModelTag(tag);
  await requireModelVersion(unit.registry, { name, version });
  await unit.registry.putModelVersionTag({ name, version }, tag);
  const time = surroundings.now();
  await noteChange(unit, surroundings, { action: 'version.setTag', name, version, time, detail: tag });
  return {};
};

export const deleteModelVersionTag = async (
  unit: WriteUnit,
  { name, version, key }: Input<'modelVersions.deleteTag'>,
  surroundings: AuditedSurroundings,
): Promise<Output<'modelVersions.deleteTag'>> => {
  checkText(key, 'key', LIMITS.key);
  await requireModelVersion(unit.registry, { name, version });
  if (await unit.registry.removeModelVersionTag({ name, version }, key)) {
    const time = surroundings.now();
    const detail = { key };
    await noteChange(unit, surroundings, { action: 'version.deleteTag', name, version, time, detail });
  }
  return {};
};
