import { z } from 'zod';
import { LifecycleStage, Tag, Timestamp } from './common.ts';
import { Metric, Param } from './run.ts';

export const LoggedModelStatus = z.enum(['UNSPECIFIED', 'PENDING', 'READY', 'UPLOAD_FAILED']);

const LoggedModelInfo = z.strictObject({
  modelId: z.string(),
  experimentId: z.string(),
  name: z.string(),
  artifactUri: z.string(),
  status: LoggedModelStatus,
  modelType: z.string(),
  sourceRunId: z.string(),
  creationTime: Timestamp,
  lastUpdateTime: Timestamp,
  lifecycleStage: LifecycleStage,
});

const ModelMetric = Metric.extend({
  runId: z.string(),
  datasetName: z.string().optional(),
  datasetDigest: z.string().optional(),
});

export const LoggedModel = z.strictObject({
  info: LoggedModelInfo,
  params: z.array(Param).readonly(),
  tags: z.array(Tag).readonly(),
  metrics: z.array(ModelMetric).readonly(),
});
