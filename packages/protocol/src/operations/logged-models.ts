import { z } from 'zod';
import { operation } from '../operation.ts';
import { Empty, Integer, Tag } from '../schemas/common.ts';
import { LoggedModel, LoggedModelStatus } from '../schemas/logged-model.ts';
import { Param } from '../schemas/run.ts';

const ModelId = z.strictObject({ modelId: z.string() });

export const loggedModelOperations = {
  'loggedModels.create': operation('mutation', 'experiment:edit', {
    input: z.strictObject({
      experimentId: z.string(),
      name: z.string().optional(),
      modelType: z.string().default(''),
      sourceRunId: z.string().default(''),
      params: z.array(Param).readonly().default([]),
      tags: z.array(Tag).readonly().default([]),
    }),
    output: LoggedModel,
  }),
  'loggedModels.get': operation('query', 'experiment:read', {
    input: ModelId.extend({ allowDeleted: z.boolean().default(false) }),
    output: LoggedModel,
  }),
  /** Says how the upload of its files ended. */
  'loggedModels.finalize': operation('mutation', 'experiment:edit', {
    input: ModelId.extend({ status: LoggedModelStatus }),
    output: LoggedModel,
  }),
  'loggedModels.delete': operation('mutation', 'experiment:manage', { input: ModelId, output: Empty }),
  'loggedModels.search': operation('query', 'experiment:read', {
    input: z.strictObject({
      experimentIds: z.array(z.string()).readonly(),
      filter: z.string().optional(),
      /** Only metrics measured on one of these count. */
      datasets: z
        .array(z.strictObject({ name: z.string(), digest: z.string().optional() }))
        .readonly()
        .default([]),
      /** By an attribute, or by `metrics.<key>`, perhaps as measured on one dataset. */
      orderBy: z
        .array(
          z.strictObject({
            field: z.string(),
            ascending: z.boolean().default(true),
            datasetName: z.string().optional(),
            datasetDigest: z.string().optional(),
          }),
        )
        .readonly()
        .default([]),
      maxResults: Integer.default(50),
      pageToken: z.string().optional(),
    }),
    output: z.strictObject({
      models: z.array(LoggedModel).readonly(),
      nextPageToken: z.string().optional(),
    }),
  }),
  'loggedModels.setTags': operation('mutation', 'experiment:edit', {
    input: ModelId.extend({ tags: z.array(Tag).readonly() }),
    output: Empty,
  }),
  'loggedModels.deleteTag': operation('mutation', 'experiment:edit', {
    input: ModelId.extend({ key: z.string() }),
    output: Empty,
  }),
  'loggedModels.logParams': operation('mutation', 'experiment:edit', {
    input: ModelId.extend({ params: z.array(Param).readonly() }),
    output: Empty,
  }),
} as const;
