import { z } from 'zod';
import { Double, Integer, LifecycleStage, Tag, Timestamp } from './common.ts';

export const RunStatus = z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']);

export const Metric = z.strictObject({ key: z.string(), value: Double, timestamp: Timestamp, step: Integer });

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

export const Run = z.strictObject({
  info: RunInfo,
  metrics: z.array(Metric).readonly(),
  params: z.array(Param).readonly(),
  tags: z.array(Tag).readonly(),
});

export const SeriesColumns = z.strictObject({
  runId: z.string(),
  key: z.string(),
  steps: z.array(Integer).readonly(),
  timestamps: z.array(Timestamp).readonly(),
  values: z.array(Double).readonly(),
  total: z.int(),
});
