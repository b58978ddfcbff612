import { z } from 'zod';
import { operation } from '../operation.ts';
import { Empty, SearchInput, Tag } from '../schemas/common.ts';
import { ModelVersion, RegisteredModel, VersionNumber } from '../schemas/model.ts';

const Name = z.strictObject({ name: z.string() });
const Alias = Name.extend({ alias: z.string() });

export const registeredModelOperations = {
  'registeredModels.create': operation('mutation', 'model:manage', {
    input: Name.extend({
      description: z.string().nullable().default(null),
      tags: z.array(Tag).readonly().default([]),
    }),
    output: RegisteredModel,
  }),
  /** Versions, tags and aliases go with it. */
  'registeredModels.rename': operation('mutation', 'model:manage', {
    input: Name.extend({ newName: z.string() }),
    output: RegisteredModel,
  }),
  'registeredModels.update': operation('mutation', 'model:edit', {
    input: Name.extend({ description: z.string().nullable() }),
    output: RegisteredModel,
  }),
  /** Versions, tags and aliases go with it, for good. */
  'registeredModels.delete': operation('mutation', 'model:manage', { input: Name, output: Empty }),
  'registeredModels.get': operation('query', 'model:read', { input: Name, output: RegisteredModel }),
  'registeredModels.search': operation('query', 'model:read', {
    input: SearchInput,
    output: z.strictObject({
      models: z.array(RegisteredModel).readonly(),
      nextPageToken: z.string().optional(),
    }),
  }),
  /** The highest version of each of these stages; of every stage when none is named. */
  'registeredModels.latestVersions': operation('query', 'model:read', {
    input: Name.extend({ stages: z.array(z.string()).readonly().default([]) }),
    output: z.strictObject({ versions: z.array(ModelVersion).readonly() }),
  }),
  'registeredModels.setTag': operation('mutation', 'model:edit', {
    input: Name.extend({ key: z.string(), value: z.string() }),
    output: Empty,
  }),
  /** Fine without such a tag. */
  'registeredModels.deleteTag': operation('mutation', 'model:edit', {
    input: Name.extend({ key: z.string() }),
    output: Empty,
  }),
  /** An alias that stands for another version is moved. */
  'registeredModels.setAlias': operation('mutation', 'model:edit', {
    input: Alias.extend({ version: VersionNumber }),
    output: Empty,
  }),
  /** Fine without such an alias. */
  'registeredModels.deleteAlias': operation('mutation', 'model:edit', { input: Alias, output: Empty }),
  /** `latest` is the newest version, whatever its stage. */
  'registeredModels.getByAlias': operation('query', 'model:read', { input: Alias, output: ModelVersion }),
} as const;
