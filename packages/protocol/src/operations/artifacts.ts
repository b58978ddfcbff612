import { z } from 'zod';
import { operation } from '../operation.ts';
import {
  ArtifactContentSchema,
  ArtifactEntry,
  ArtifactReceipt,
  ArtifactTarget,
  ByteRange,
  ByteStream,
} from '../schemas/artifact.ts';
import { Empty } from '../schemas/common.ts';

const Target = z.strictObject({ target: ArtifactTarget });

export const artifactOperations = {
  /** Paths are relative to the run's root, or to the location asked for. */
  'artifacts.list': operation('query', 'artifact:read', {
    input: Target,
    output: z.strictObject({ rootUri: z.string(), files: z.array(ArtifactEntry).readonly() }),
  }),
  'artifacts.read': operation('download', 'artifact:read', {
    input: Target.extend({ range: ByteRange.optional() }),
    output: ArtifactContentSchema,
  }),
  'artifacts.write': operation('upload', 'artifact:edit', {
    input: Target.extend({ body: ByteStream }),
    output: ArtifactReceipt,
  }),
  'artifacts.delete': operation('mutation', 'artifact:manage', { input: Target, output: Empty }),
} as const;
