import type { ModelVersionKey } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';

/** The number that stands for a model inside. Not remembered: a name can be given to another model. */
export const findModelId = ({ connection }: Session, name: string): number | undefined =>
  connection.prepare<{ id: number }>('SELECT id FROM registered_models WHERE name = ?').get(name)?.id;

export const modelIdOf = (session: Session, name: string): number => {
  const id = findModelId(session, name);
  if (id !== undefined) return id;
  throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `No registered model named '${name}' exists.`, {
    reason: 'storage/unknown-model',
  });
};

/** `undefined` for a deleted version too. */
export const findVersionId = (
  { connection }: Session,
  { name, version }: ModelVersionKey,
): number | undefined =>
  connection
    .prepare<{ id: number }>(
      `SELECT v.id FROM model_versions v JOIN registered_models m ON m.id = v.model
       WHERE m.name = ? AND v.version = ? AND v.deleted = 0`,
    )
    .get(name, version)?.id;

export const versionIdOf = (session: Session, key: ModelVersionKey): number => {
  const id = findVersionId(session, key);
  if (id !== undefined) return id;
  throw new MillraceError(
    'RESOURCE_DOES_NOT_EXIST',
    `No version ${key.version} of a registered model named '${key.name}' exists.`,
    { reason: 'storage/unknown-model-version' },
  );
};
