import { z } from 'zod';
import { operation } from '../operation.ts';
import { ChangeBatch } from '../schemas/change.ts';
import { Empty } from '../schemas/common.ts';

export const serverOperations = {
  'server.info': operation('query', 'server:read', {
    input: Empty,
    output: z.strictObject({
      version: z.string(),
      /** The storage driver and its durability, in words. */
      store: z.string(),
      /** The root new experiments get. */
      artifactRoot: z.string(),
      servesArtifacts: z.boolean(),
    }),
  }),
  /** What was committed, from the cursor on; with no cursor, from now on. */
  'changes.watch': operation('subscription', 'experiment:read', {
    input: z.strictObject({
      experimentIds: z.array(z.string()).readonly().optional(),
      runIds: z.array(z.string()).readonly().optional(),
      cursor: z.string().optional(),
      /** Set by tRPC when a subscription resumes; the same as `cursor`. */
      lastEventId: z.string().optional(),
    }),
    output: ChangeBatch,
  }),
} as const;
