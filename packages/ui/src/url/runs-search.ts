import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** What the runs page keeps in its address. Defaults are left out. */
const Schema = z.object({
  /** The filter, as typed. */
  q: Text,
  /** A column's id, `-` before it for descending. */
  sort: Text,
  view: z.literal('deleted').optional().catch(undefined),
  /** Column ids in order; without it they are chosen. */
  cols: Text,
});

export type RunsSearch = z.output<typeof Schema>;

export const parseRunsSearch = (raw: Record<string, unknown>): RunsSearch => Schema.parse(raw);
