import type { Input, Output } from '@millrace/protocol';
import type { DatasetInput, ReadUnit, Run, RunLineage, WriteUnit } from '@millrace/spec';
import { toExperimentId } from './rules/experiments.ts';
import { invalid, missing, tooLong } from './rules/invalid.ts';
import { LIMITS } from './rules/limits.ts';
import { requireActiveRun } from './rules/runs.ts';
import { checkText } from './rules/text.ts';

const NOTHING: RunLineage = { datasets: [], inputModels: [], outputModels: [] };

/** The same runs, each with what it read and made. */
export const withLineage = async ({ lineage }: ReadUnit, runs: readonly Run[]): Promise<Run[]> => {
  const found = await lineage.readLineage(runs.map((run) => run.info.runId));
  return runs.map((run) => ({ ...run, lineage: found.get(run.info.runId) ?? NOTHING }));
};

const checkRequired = (text: string, path: string, limit: number): void => {
  if (text === '') throw missing(path);
  checkText(text, path, limit);
};

const checkInput = ({ dataset, tags }: DatasetInput): void => {
  checkRequired(dataset.name, 'name', LIMITS.datasetName);
  checkRequired(dataset.digest, 'digest', LIMITS.datasetDigest);
  checkRequired(dataset.sourceType, 'source_type', LIMITS.datasetName);
  checkRequired(dataset.source, 'source', LIMITS.datasetSource);
  if (dataset.schema !== undefined) checkText(dataset.schema, 'schema', LIMITS.datasetSchema);
  if (dataset.profile !== undefined) checkText(dataset.profile, 'profile', LIMITS.datasetProfile);
  for (const { key, value } of tags) {
    checkRequired(key, 'key', LIMITS.inputTagKey);
    checkText(value, 'value', LIMITS.inputTagValue);
  }
};

const checkModelId = (modelId: string): void => {
  if (modelId === '') throw missing('model_id');
  if (modelId.length > LIMITS.modelId) throw tooLong('model_id', LIMITS.modelId);
};

export const logInputs = async (
  { metadata, lineage }: WriteUnit,
  { runId, datasets, modelIds }: Input<'runs.logInputs'>,
): Promise<Output<'runs.logInputs'>> => {
  for (const input of datasets) checkInput(input);
  for (const modelId of modelIds) checkModelId(modelId);
  await requireActiveRun(metadata, runId);
  if (datasets.length > 0) await lineage.addDatasets(runId, datasets);
  if (modelIds.length > 0) await lineage.addInputModels(runId, modelIds);
  return {};
};

export const logOutputs = async (
  { metadata, lineage }: WriteUnit,
  { runId, models }: Input<'runs.logOutputs'>,
): Promise<Output<'runs.logOutputs'>> => {
  for (const { modelId } of models) checkModelId(modelId);
  await requireActiveRun(metadata, runId);
  if (models.length > 0) await lineage.addOutputModels(runId, models);
  return {};
};

export const searchDatasets = async (
  { lineage }: ReadUnit,
  { experimentIds }: Input<'datasets.search'>,
): Promise<Output<'datasets.search'>> => {
  if (experimentIds.length === 0) {
    throw invalid('SearchDatasets request must specify at least one experiment_id.', 'no-experiments');
  }
  if (experimentIds.length > LIMITS.datasetExperiments) {
    throw invalid(
      `SearchDatasets request cannot specify more than ${LIMITS.datasetExperiments} experiment_ids. ` +
        `Received ${experimentIds.length} experiment_ids.`,
      'too-many-experiments',
    );
  }
  const ids = [...new Set(experimentIds.map(toExperimentId))];
  return { datasets: await lineage.searchDatasets(ids, LIMITS.datasetSummaries) };
};
