import type { Input, Output } from '@millrace/protocol';
import {
  type LoggedMetric,
  MillraceError,
  type ModelMetric,
  type Param,
  type Tag,
  type WriteUnit,
} from '@millrace/spec';
import { LIMITS } from './rules/limits.ts';
import { checkBatchSize, checkKeysUnique, checkMetric, toParam, toRunTag } from './rules/logged-data.ts';
import { requireLoggedModel } from './rules/logged-models.ts';
import { selectNewParams } from './rules/params.ts';
import { requireActiveRun } from './rules/runs.ts';
import { checkText } from './rules/text.ts';
import { RUN_NAME_TAG, renameRun } from './run-lifecycle.ts';

const insertNewParams = async (
  { metadata }: WriteUnit,
  runId: string,
  params: readonly Param[],
): Promise<void> => {
  if (params.length === 0) return;
  const stored = await metadata.findParams(
    runId,
    params.map((param) => param.key),
  );
  const added = selectNewParams(stored, params, `run ID='${runId}'`);
  if (added.length > 0) await metadata.insertParams(runId, added);
};

/** Of a key given twice, the last value counts. The tag of the run's name renames the run. */
const putTags = async (unit: WriteUnit, runId: string, tags: readonly Tag[]): Promise<void> => {
  if (tags.length === 0) return;
  const values = new Map(tags.map((tag) => [tag.key, tag]));
  const runName = values.get(RUN_NAME_TAG)?.value;
  if (runName !== undefined) {
    values.delete(RUN_NAME_TAG);
    if (runName !== '') await renameRun(unit, runId, runName);
  }
  if (values.size > 0) await unit.metadata.putRunTags(runId, [...values.values()]);
};

const toModelMetric = (metric: LoggedMetric, runId: string): ModelMetric => {
  const { key, value, timestamp, step, datasetName, datasetDigest } = metric;
  return {
    key,
    value,
    timestamp,
    step,
    runId,
    ...(datasetName === undefined ? {} : { datasetName }),
    ...(datasetDigest === undefined ? {} : { datasetDigest }),
  };
};

/** Points that name a model are kept for it too. */
const appendModelMetrics = async (
  { loggedModels }: WriteUnit,
  runId: string,
  metrics: readonly LoggedMetric[],
): Promise<void> => {
  for (const [modelId, points] of Map.groupBy(metrics, (metric) => metric.modelId)) {
    if (modelId === undefined) continue;
    await requireLoggedModel(loggedModels, modelId);
    await loggedModels.appendModelMetrics(
      modelId,
      points.map((point) => toModelMetric(point, runId)),
    );
  }
};

export const logMetric = async (
  unit: WriteUnit,
  input: Input<'runs.logMetric'>,
): Promise<Output<'runs.logMetric'>> => {
  checkMetric(input);
  await requireActiveRun(unit.metadata, input.runId);
  const { key, value, timestamp, step } = input;
  await unit.metrics.append(input.runId, [{ key, value, timestamp, step }]);
  if (input.modelId !== undefined) await appendModelMetrics(unit, input.runId, [input]);
  return {};
};

export const logParam = async (
  unit: WriteUnit,
  input: Input<'runs.logParam'>,
): Promise<Output<'runs.logParam'>> => {
  const param = toParam(input);
  await requireActiveRun(unit.metadata, input.runId);
  await insertNewParams(unit, input.runId, [param]);
  return {};
};

export const logBatch = async (
  unit: WriteUnit,
  input: Input<'runs.logBatch'>,
): Promise<Output<'runs.logBatch'>> => {
  checkBatchSize(input);
  let namesModels = false;
  for (let index = 0; index < input.metrics.length; index++) {
    const metric = input.metrics[index];
    if (metric === undefined) continue;
    checkMetric(metric, index);
    namesModels ||= metric.modelId !== undefined;
  }
  const params = input.params.map(toParam);
  checkKeysUnique(params);
  const tags = input.tags.map(toRunTag);
  await requireActiveRun(unit.metadata, input.runId);
  await insertNewParams(unit, input.runId, params);
  if (input.metrics.length > 0) await unit.metrics.append(input.runId, input.metrics);
  if (namesModels) await appendModelMetrics(unit, input.runId, input.metrics);
  await putTags(unit, input.runId, tags);
  return {};
};

export const setRunTag = async (
  unit: WriteUnit,
  input: Input<'runs.setTag'>,
): Promise<Output<'runs.setTag'>> => {
  const tag = toRunTag(input);
  await requireActiveRun(unit.metadata, input.runId);
  await putTags(unit, input.runId, [tag]);
  return {};
};

export const deleteRunTag = async (
  { metadata }: WriteUnit,
  input: Input<'runs.deleteTag'>,
): Promise<Output<'runs.deleteTag'>> => {
  checkText(input.key, 'key', LIMITS.key);
  await requireActiveRun(metadata, input.runId);
  if (await metadata.removeRunTag(input.runId, input.key)) return {};
  throw new MillraceError(
    'RESOURCE_DOES_NOT_EXIST',
    `No tag with name: ${input.key} in run with id ${input.runId}`,
    { reason: 'core/no-such-tag' },
  );
};
