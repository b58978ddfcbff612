import { z } from 'zod';
import { operation } from '../operation.ts';
import { Integer } from '../schemas/common.ts';
import { AuditEntry } from '../schemas/model.ts';

export const registryOperations = {
  /** Who changed what when, newest first. With a name: of every model that has, or once had, it. */
  'registry.audit': operation('query', 'model:read', {
    input: z.strictObject({
      name: z.string().optional(),
      maxResults: Integer.default(100),
      pageToken: z.string().optional(),
    }),
    output: z.strictObject({
      entries: z.array(AuditEntry).readonly(),
      nextPageToken: z.string().optional(),
    }),
  }),
} as const;
