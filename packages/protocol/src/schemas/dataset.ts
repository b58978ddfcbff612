import { z } from 'zod';
import { Tag } from './common.ts';

const Dataset = z.strictObject({
  name: z.string(),
  digest: z.string(),
  sourceType: z.string(),
  source: z.string(),
  schema: z.string().optional(),
  profile: z.string().optional(),
});

export const DatasetInput = z.strictObject({
  dataset: Dataset,
  tags: z.array(Tag).readonly().default([]),
});

export const DatasetSummary = z.strictObject({
  experimentId: z.string(),
  name: z.string(),
  digest: z.string(),
  context: z.string().optional(),
});
