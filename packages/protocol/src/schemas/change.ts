import { z } from 'zod';

export const ChangeBatch = z.strictObject({
  cursor: z.string(),
  changes: z
    .array(
      z.strictObject({
        experimentId: z.string(),
        runId: z.string().optional(),
        metrics: z.boolean(),
        metadata: z.boolean(),
      }),
    )
    .readonly(),
  reset: z.boolean(),
});
