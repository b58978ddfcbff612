import type { ModelVersion, ReadUnit } from '@millrace/spec';
import { belowRoot, findRoot } from '../artifact-place.ts';
import { MODELS_FOLDER } from '../rules/artifact-location.ts';
import { newestVersion, requireModel, requireModelVersion, toStage } from '../rules/models.ts';
import {
  invalidSource,
  type ModelSource,
  parseSource,
  pathBelow,
  type VersionSelector,
} from '../rules/model-source.ts';
import { isPrompt } from '../rules/prompts.ts';
import { findLoggedModel } from './logged-model-link.ts';

export interface GivenSource {
  readonly source: string;
  readonly runId?: string | undefined;
  readonly modelId?: string | undefined;
}

/** A source with the lineage it has. */
export interface ResolvedSource {
  readonly source: string;
  readonly storageLocation: string;
  readonly runId: string | null;
  readonly modelId: string | null;
}

const resolveRun = async (
  { metadata }: ReadUnit,
  given: GivenSource,
  runId: string,
): Promise<ResolvedSource> => {
  const fits = !given.modelId && (!given.runId || given.runId === runId);
  if (!fits || (await metadata.findRun(runId)) === undefined) throw invalidSource(given.source);
  return { source: given.source, storageLocation: given.source, runId, modelId: null };
};

const resolveLoggedModel = async (
  unit: ReadUnit,
  given: GivenSource,
  modelId: string,
): Promise<ResolvedSource> => {
  const model = given.modelId && given.modelId !== modelId ? undefined : await findLoggedModel(unit, modelId);
  if (model === undefined) throw invalidSource(given.source);
  return {
    source: given.source,
    storageLocation: model.artifactUri,
    runId: given.runId || model.sourceRunId || null,
    modelId,
  };
};

/** Below the artifacts of the logged model or run that is named with it. */
const isBelowNamed = async (unit: ReadUnit, { source, runId, modelId }: GivenSource): Promise<boolean> => {
  const owner = modelId
    ? await findLoggedModel(unit, modelId)
    : runId
      ? await unit.metadata.findRun(runId)
      : undefined;
  return owner !== undefined && pathBelow(source, owner.artifactUri) !== undefined;
};

const resolveNamed = async (unit: ReadUnit, given: GivenSource): Promise<ResolvedSource> => {
  if (!(await isBelowNamed(unit, given))) throw invalidSource(given.source);
  const { source, runId, modelId } = given;
  const model = modelId ? await findLoggedModel(unit, modelId) : undefined;
  return {
    source,
    storageLocation: source,
    runId: runId || model?.sourceRunId || null,
    modelId: modelId || null,
  };
};

/** The run or logged model that a folder of an experiment lies within. */
const ownerOf = (root: string, folder: string): Pick<GivenSource, 'runId' | 'modelId'> => {
  const [first, second] = belowRoot(root, folder);
  return first === MODELS_FOLDER ? { modelId: second } : { runId: first };
};

/**
 * A folder of an experiment belongs to one of its runs or logged models, which may be left out but not be another. One
 * beside all experiments belongs to nobody: it may be registered, and is never read.
 */
const resolveFolder = async (unit: ReadUnit, given: GivenSource, folder: string): Promise<ResolvedSource> => {
  const root = await findRoot(unit.metadata, folder);
  if (root !== undefined) {
    const owner = given.runId || given.modelId ? given : ownerOf(root, folder);
    return resolveNamed(unit, { ...owner, source: given.source });
  }
  const { source, runId, modelId } = given;
  const isKnown = !runId || (await unit.metadata.findRun(runId)) !== undefined;
  if (!isKnown || modelId) throw invalidSource(source);
  return { source, storageLocation: source, runId: runId || null, modelId: null };
};

const selectVersion = async (
  { registry }: ReadUnit,
  name: string,
  selector: VersionSelector,
): Promise<ModelVersion | undefined> => {
  const model = await requireModel(registry, name);
  if (isPrompt(model.tags)) return undefined;
  if (selector === 'latest') return newestVersion(model);
  if ('version' in selector) return requireModelVersion(registry, { name, version: selector.version });
  if ('stage' in selector) {
    const stage = toStage(selector.stage);
    return model.latestVersions.find((version) => version.stage === stage);
  }
  const alias = model.aliases.find((candidate) => candidate.alias === selector.alias);
  return alias === undefined ? undefined : requireModelVersion(registry, { name, version: alias.version });
};

/** A copy: the version it stands for is written into the source, and lineage comes with it. */
const resolveVersion = async (
  unit: ReadUnit,
  given: GivenSource,
  { name, selector }: Extract<ModelSource, { kind: 'version' }>,
): Promise<ResolvedSource> => {
  const found = await selectVersion(unit, name, selector);
  const matches = (id: string | undefined, own: string | null): boolean =>
    id === undefined || id === (own ?? '');
  if (found === undefined || !matches(given.runId, found.runId) || !matches(given.modelId, found.modelId)) {
    throw invalidSource(given.source);
  }
  return {
    source: `models:/${name}/${found.version}`,
    storageLocation: found.storageLocation,
    runId: found.runId,
    modelId: found.modelId,
  };
};

/** By an allow-list, in one form that is stored and read again. Throws INVALID_PARAMETER_VALUE. */
export const resolveSource = (unit: ReadUnit, given: GivenSource): Promise<ResolvedSource> => {
  const parsed = parseSource(given.source);
  switch (parsed.kind) {
    case 'run':
      return resolveRun(unit, given, parsed.runId);
    case 'loggedModel':
      return resolveLoggedModel(unit, given, parsed.modelId);
    case 'version':
      return resolveVersion(unit, given, parsed);
    case 'folder':
      return resolveFolder(unit, given, parsed.folder);
    case 'elsewhere':
      return resolveNamed(unit, given);
  }
};
