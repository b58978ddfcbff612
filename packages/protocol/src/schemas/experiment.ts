import { z } from 'zod';
import { LifecycleStage, Tag, Timestamp } from './common.ts';

export const Experiment = z.strictObject({
  experimentId: z.string(),
  name: z.string(),
  artifactLocation: z.string(),
  lifecycleStage: LifecycleStage,
  creationTime: Timestamp,
  lastUpdateTime: Timestamp,
  tags: z.array(Tag).readonly(),
});

export const ExperimentActivity = z.strictObject({
  experimentId: z.string(),
  runs: z.int(),
  running: z.int(),
  lastActive: Timestamp.nullable(),
  started: z.array(z.int()).readonly(),
});
