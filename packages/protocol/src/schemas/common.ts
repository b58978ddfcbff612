import { z } from 'zod';

/** An integer that survives a double: anything beyond ±(2^53 - 1) is refused, never rounded. */
export const Integer = z.int();

/** Milliseconds since the Unix epoch. */
export const Timestamp = z.int().nonnegative();

/** Any double; NaN and infinities are data. */
export const Double = z.union([
  z.number(),
  z.nan(),
  z.literal(Number.POSITIVE_INFINITY),
  z.literal(Number.NEGATIVE_INFINITY),
]);

export const Tag = z.strictObject({ key: z.string(), value: z.string() });

export const LifecycleStage = z.enum(['active', 'deleted']);

export const ViewType = z.enum(['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL']);

export const Empty = z.strictObject({});

/** One page of a search: what to find, in which order, from where. The grammar is MLflow's. */
export const SearchInput = z.object({
  filter: z.string().optional(),
  orderBy: z.array(z.string()).readonly().default([]),
  maxResults: Integer,
  pageToken: z.string().optional(),
});
