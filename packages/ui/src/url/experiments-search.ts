import { z } from 'zod';

const Schema = z.object({
  q: z.string().min(1).optional().catch(undefined),
  view: z.literal('deleted').optional().catch(undefined),
  sort: z.enum(['name', 'runs']).optional().catch(undefined),
});

export type ExperimentsSearch = z.output<typeof Schema>;

export const parseExperimentsSearch = (raw: Record<string, unknown>): ExperimentsSearch => Schema.parse(raw);
