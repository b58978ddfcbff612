import { MillraceError, type ModelVersion, type RegisteredModel } from '@millrace/spec';
import type { MessageReader } from '../proto-json/message-reader.ts';
import { filled } from './filled.ts';

/** Versions are text on the wire and numbers inside. */
export const requiredVersion = (message: MessageReader): number => {
  const given = message.requiredIdOrInteger('version');
  if (/^[+-]?\d{1,15}$/.test(given)) return Number(given) + 0;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `Parameter 'version' must be an integer, got '${given.slice(0, 100)}'.`,
  );
};

/** A run and a link that are not told are empty, not left out. */
export const encodeModelVersion = (version: ModelVersion): object => ({
  name: version.name,
  version: String(version.version),
  creation_timestamp: version.creationTime,
  last_updated_timestamp: version.lastUpdateTime,
  current_stage: version.stage,
  description: version.description ?? undefined,
  source: version.source,
  run_id: version.runId ?? '',
  status: version.status,
  status_message: version.statusMessage || undefined,
  tags: filled(version.tags),
  run_link: version.runLink,
  aliases: filled(version.aliases),
  model_id: version.modelId ?? undefined,
});

export const encodeRegisteredModel = (model: RegisteredModel): object => ({
  name: model.name,
  creation_timestamp: model.creationTime,
  last_updated_timestamp: model.lastUpdateTime,
  description: model.description || undefined,
  latest_versions: filled(model.latestVersions.map(encodeModelVersion)),
  tags: filled(model.tags),
  aliases: filled(model.aliases.map(({ alias, version }) => ({ alias, version: String(version) }))),
});
