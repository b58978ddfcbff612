import { z } from 'zod';
import { Tag, Timestamp } from './common.ts';

/** A version's number. Any integer may be asked for; those below 1 are found by nobody. */
export const VersionNumber = z.int();

const ModelStage = z.enum(['None', 'Staging', 'Production', 'Archived']);

export const ModelVersion = z.strictObject({
  name: z.string(),
  version: VersionNumber,
  creationTime: Timestamp,
  lastUpdateTime: Timestamp,
  description: z.string().nullable(),
  stage: ModelStage,
  source: z.string(),
  storageLocation: z.string(),
  runId: z.string().nullable(),
  modelId: z.string().nullable(),
  runLink: z.string(),
  status: z.enum(['PENDING_REGISTRATION', 'FAILED_REGISTRATION', 'READY']),
  statusMessage: z.string(),
  tags: z.array(Tag).readonly(),
  aliases: z.array(z.string()).readonly(),
});

export const RegisteredModel = z.strictObject({
  name: z.string(),
  description: z.string().nullable(),
  creationTime: Timestamp,
  lastUpdateTime: Timestamp,
  tags: z.array(Tag).readonly(),
  aliases: z.array(z.strictObject({ alias: z.string(), version: VersionNumber })).readonly(),
  latestVersions: z.array(ModelVersion).readonly(),
});

export const AuditEntry = z.strictObject({
  entryId: z.int(),
  time: Timestamp,
  caller: z.string(),
  action: z.enum([
    'model.create',
    'model.rename',
    'model.update',
    'model.delete',
    'model.setTag',
    'model.deleteTag',
    'alias.set',
    'alias.delete',
    'version.create',
    'version.update',
    'version.transition',
    'version.delete',
    'version.setTag',
    'version.deleteTag',
  ]),
  name: z.string(),
  version: VersionNumber.nullable(),
  detail: z.record(z.string(), z.string()),
});
