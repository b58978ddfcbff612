import type { Input, Output } from '@millrace/protocol';
import type { LoggedModel, LoggedModelReader, Param, ReadUnit, Tag, WriteUnit } from '@millrace/spec';
import { joinLocation, MODELS_FOLDER } from './rules/artifact-location.ts';
import { requireActive, requireExperiment } from './rules/experiments.ts';
import { LIMITS } from './rules/limits.ts';
import { checkKeysUnique } from './rules/logged-data.ts';
import {
  checkLoggedModelName,
  checkModelEntries,
  noSuchModelTag,
  requireActiveLoggedModel,
  requireLoggedModel,
} from './rules/logged-models.ts';
import { selectNewParams } from './rules/params.ts';
import { checkText } from './rules/text.ts';
import { generateRunName } from './run-name.ts';
import type { Surroundings } from './service-ports.ts';

const newModelId = (): string => `m-${crypto.randomUUID().replaceAll('-', '')}`;

const toEntries = (tags: readonly Tag[]): Tag[] => [...new Map(tags.map((tag) => [tag.key, tag])).values()];

const toParams = (params: readonly Param[]): readonly Param[] => {
  checkModelEntries('params', params);
  checkKeysUnique(params);
  return params;
};

const readOne = async (loggedModels: LoggedModelReader, modelId: string): Promise<LoggedModel> => {
  const info = await requireLoggedModel(loggedModels, modelId);
  const [model] = await loggedModels.readLoggedModels([modelId]);
  return model ?? { info, params: [], tags: [], metrics: [] };
};

export const createLoggedModel = async (
  { metadata, loggedModels }: WriteUnit,
  input: Input<'loggedModels.create'>,
  { now }: Surroundings,
): Promise<Output<'loggedModels.create'>> => {
  if (input.name !== undefined) checkLoggedModelName(input.name);
  checkText(input.modelType, 'model_type', LIMITS.loggedModelName);
  checkText(input.sourceRunId, 'source_run_id', LIMITS.modelId);
  const params = toParams(input.params);
  checkModelEntries('tags', input.tags);
  const experiment = await requireExperiment(metadata, input.experimentId);
  requireActive(experiment);
  const modelId = newModelId();
  const time = now();
  await loggedModels.insertLoggedModel({
    info: {
      modelId,
      experimentId: experiment.experimentId,
      name: input.name ?? generateRunName(),
      artifactUri: joinLocation(experiment.artifactLocation, MODELS_FOLDER, modelId, 'artifacts'),
      status: 'PENDING',
      modelType: input.modelType,
      sourceRunId: input.sourceRunId,
      creationTime: time,
      lastUpdateTime: time,
      lifecycleStage: 'active',
    },
    params,
    tags: toEntries(input.tags),
  });
  return readOne(loggedModels, modelId);
};

export const getLoggedModel = async (
  { loggedModels }: ReadUnit,
  { modelId, allowDeleted }: Input<'loggedModels.get'>,
): Promise<LoggedModel> => {
  if (!allowDeleted) await requireActiveLoggedModel(loggedModels, modelId);
  return readOne(loggedModels, modelId);
};

export const finalizeLoggedModel = async (
  { loggedModels }: WriteUnit,
  { modelId, status }: Input<'loggedModels.finalize'>,
  { now }: Surroundings,
): Promise<LoggedModel> => {
  await requireLoggedModel(loggedModels, modelId);
  await loggedModels.updateLoggedModel(modelId, { status, lastUpdateTime: now() });
  return readOne(loggedModels, modelId);
};

/** Deleting a deleted one succeeds, as in MLflow. Its files stay. */
export const deleteLoggedModel = async (
  { loggedModels }: WriteUnit,
  { modelId }: Input<'loggedModels.delete'>,
  { now }: Surroundings,
): Promise<Output<'loggedModels.delete'>> => {
  await requireLoggedModel(loggedModels, modelId);
  await loggedModels.updateLoggedModel(modelId, { lifecycleStage: 'deleted', lastUpdateTime: now() });
  return {};
};

export const setLoggedModelTags = async (
  { loggedModels }: WriteUnit,
  { modelId, tags }: Input<'loggedModels.setTags'>,
): Promise<Output<'loggedModels.setTags'>> => {
  checkModelEntries('tags', tags);
  await requireLoggedModel(loggedModels, modelId);
  await loggedModels.putLoggedModelTags(modelId, tags);
  return {};
};

export const deleteLoggedModelTag = async (
  { loggedModels }: WriteUnit,
  { modelId, key }: Input<'loggedModels.deleteTag'>,
): Promise<Output<'loggedModels.deleteTag'>> => {
  await requireLoggedModel(loggedModels, modelId);
  if (await loggedModels.removeLoggedModelTag(modelId, key)) return {};
  throw noSuchModelTag(modelId, key);
};

/** A param that is there with the same value is left as it is, so that a retry is harmless. */
export const logLoggedModelParams = async (
  { loggedModels }: WriteUnit,
  { modelId, params }: Input<'loggedModels.logParams'>,
): Promise<Output<'loggedModels.logParams'>> => {
  const given = toParams(params);
  await requireLoggedModel(loggedModels, modelId);
  const stored = await loggedModels.findLoggedModelParams(
    modelId,
    given.map((param) => param.key),
  );
  const added = selectNewParams(stored, given, `model ID='${modelId}'`);
  if (added.length > 0) await loggedModels.insertLoggedModelParams(modelId, added);
  return {};
};
