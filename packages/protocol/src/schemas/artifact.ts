import type { ArtifactContent } from '@millrace/spec';
import { z } from 'zod';

/**
 * Where an artifact is: below a run or a logged model, below a model version's location (to read), or at a canonical
 * location (`<experiment>/<run>/artifacts/a.txt`).
 */
export const ArtifactTarget = z.union([
  z.strictObject({ runId: z.string(), path: z.string().default('') }),
  z.strictObject({ modelId: z.string(), path: z.string().default('') }),
  z.strictObject({ modelName: z.string(), version: z.int(), path: z.string().default('') }),
  z.strictObject({ location: z.string() }),
]);

export const ArtifactEntry = z.strictObject({
  path: z.string(),
  isDirectory: z.boolean(),
  size: z.int().optional(),
  sha256: z.string().optional(),
});

export const ByteRange = z.strictObject({
  start: z.int().nonnegative(),
  end: z.int().nonnegative().optional(),
});

const isIterable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/** Bytes in motion: never JSON, so these two exist only between surfaces and services. */
export const ByteStream = z.custom<AsyncIterable<Uint8Array>>(isIterable, 'expected a stream of bytes');

export const ArtifactContentSchema = z.custom<ArtifactContent>();

export const ArtifactReceipt = z.strictObject({ size: z.int(), sha256: z.string() });
