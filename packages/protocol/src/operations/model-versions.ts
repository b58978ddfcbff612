import { z } from 'zod';
import { operation } from '../operation.ts';
import { Empty, SearchInput, Tag } from '../schemas/common.ts';
import { ModelVersion, VersionNumber } from '../schemas/model.ts';

const Version = z.strictObject({ name: z.string(), version: VersionNumber });

export const modelVersionOperations = {
  /** `source` is `runs:/<run>/<path>`, `models:/…`, `mlflow-artifacts:/…` or below the run's own artifact URI. */
  'modelVersions.create': operation('mutation', 'model:edit', {
    input: z.strictObject({
      name: z.string(),
      source: z.string(),
      runId: z.string().optional(),
      modelId: z.string().optional(),
      runLink: z.string().default(''),
      description: z.string().nullable().default(null),
      tags: z.array(Tag).readonly().default([]),
    }),
    output: ModelVersion,
  }),
  'modelVersions.update': operation('mutation', 'model:edit', {
    input: Version.extend({ description: z.string().nullable() }),
    output: ModelVersion,
  }),
  /** `stage` in any case. What stands in the stage may be archived with it, for Staging and Production. */
  'modelVersions.transitionStage': operation('mutation', 'model:edit', {
    input: Version.extend({ stage: z.string(), archiveExistingVersions: z.boolean().default(false) }),
    output: ModelVersion,
  }),
  /** For good; its number is not given again. */
  'modelVersions.delete': operation('mutation', 'model:manage', { input: Version, output: Empty }),
  'modelVersions.get': operation('query', 'model:read', { input: Version, output: ModelVersion }),
  'modelVersions.search': operation('query', 'model:read', {
    input: SearchInput,
    output: z.strictObject({
      versions: z.array(ModelVersion).readonly(),
      nextPageToken: z.string().optional(),
    }),
  }),
  'modelVersions.downloadUri': operation('query', 'model:read', {
    input: Version,
    output: z.strictObject({ uri: z.string() }),
  }),
  'modelVersions.setTag': operation('mutation', 'model:edit', {
    input: Version.extend({ key: z.string(), value: z.string() }),
    output: Empty,
  }),
  /** Fine without such a tag. */
  'modelVersions.deleteTag': operation('mutation', 'model:edit', {
    input: Version.extend({ key: z.string() }),
    output: Empty,
  }),
  /** As a new version of the model `to`, which is made when there is none. */
  'modelVersions.copy': operation('mutation', 'model:manage', {
    input: Version.extend({ to: z.string() }),
    output: ModelVersion,
  }),
} as const;
