import { z } from 'zod';
import { Double, Integer, LifecycleStage, Tag, Timestamp } from './common.ts';
import { DatasetInput } from './dataset.ts';

export const RunStatus = z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']);

export const Metric = z.strictObject({ key: z.string(), value: Double, timestamp: Timestamp, step: Integer });

/** Besides, a point may belong to a model, measured on a dataset. */
export const LoggedMetric = Metric.extend({
  modelId: z.string().optional(),
  datasetName: z.string().optional(),
  datasetDigest: z.string().optional(),
});

export const Param = z.strictObject({ key: z.string(), value: z.string() });

export const RunInfo = z.strictObject({
  runId: z.string(),
  runName: z.string(),
  experimentId: z.string(),
  userId: z.string(),
  status: RunStatus,
  startTime: Timestamp,
  endTime: Timestamp.nullable(),
  artifactUri: z.string(),
  lifecycleStage: LifecycleStage,
});

export const ModelOutput = z.strictObject({ modelId: z.string(), step: Integer });

const RunLineage = z.strictObject({
  datasets: z.array(DatasetInput.extend({ tags: z.array(Tag).readonly() })).readonly(),
  inputModels: z.array(z.string()).readonly(),
  outputModels: z.array(ModelOutput).readonly(),
});

export const Run = z.strictObject({
  info: RunInfo,
  metrics: z.array(Metric).readonly(),
  params: z.array(Param).readonly(),
  tags: z.array(Tag).readonly(),
  lineage: RunLineage.optional(),
});

export const SeriesColumns = z.strictObject({
  runId: z.string(),
  key: z.string(),
  steps: z.array(Integer).readonly(),
  timestamps: z.array(Timestamp).readonly(),
  values: z.array(Double).readonly(),
  total: z.int(),
});
