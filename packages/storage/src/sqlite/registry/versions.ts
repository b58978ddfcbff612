import type { RegistryStore } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';
import { readVersions } from './read-versions.ts';
import { findVersionId, modelIdOf, versionIdOf } from './registry-keys.ts';

type VersionMethods = Pick<
  RegistryStore,
  | 'findModelVersion'
  | 'insertModelVersion'
  | 'updateModelVersion'
  | 'touchModelVersions'
  | 'moveModelVersions'
  | 'redactModelVersion'
  | 'putModelVersionTag'
  | 'removeModelVersionTag'
>;

export const createVersionTable = (session: Session): VersionMethods => {
  const { connection } = session;

  const putTag = (version: number, { key, value }: { key: string; value: string }): void => {
    connection
      .prepare(
        `INSERT INTO model_version_tags (version, key, value) VALUES (?, ?, ?)
         ON CONFLICT (version, key) DO UPDATE SET value = excluded.value`,
      )
      .run(version, key, value);
  };

  return {
    findModelVersion(key) {
      const id = findVersionId(session, key);
      return id === undefined ? undefined : readVersions(session, [id])[0]?.version;
    },

    insertModelVersion(given) {
      const model = modelIdOf(session, given.name);
      const highest = connection
        .prepare<{ version: number | null }>(
          'SELECT max(version) AS version FROM model_versions WHERE model = ?',
        )
        .get(model)?.version;
      const version = (highest ?? 0) + 1;
      const { lastInsertRowid } = connection
        .prepare(
          `INSERT INTO model_versions (model, version, creation_time, last_update_time, description, stage, source,
             storage_location, run_id, model_id, run_link, status, status_message)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          model,
          version,
          given.creationTime,
          given.lastUpdateTime,
          given.description,
          given.stage,
          given.source,
          given.storageLocation,
          given.runId,
          given.modelId,
          given.runLink,
          given.status,
          given.statusMessage,
        );
      for (const tag of given.tags) putTag(Number(lastInsertRowid), tag);
      return { ...given, version, aliases: [] };
    },

    updateModelVersion(key, patch) {
      connection
        .prepare(
          `UPDATE model_versions SET
             description = CASE WHEN ? THEN ? ELSE description END,
             stage = coalesce(?, stage),
             last_update_time = coalesce(?, last_update_time)
           WHERE id = ?`,
        )
        .run(
          patch.description === undefined ? 0 : 1,
          patch.description ?? null,
          patch.stage ?? null,
          patch.lastUpdateTime ?? null,
          versionIdOf(session, key),
        );
    },

    touchModelVersions(name, time) {
      connection
        .prepare('UPDATE model_versions SET last_update_time = ? WHERE model = ? AND deleted = 0')
        .run(time, modelIdOf(session, name));
    },

    moveModelVersions: (name, { from, to, except, time }) =>
      connection
        .prepareArrays<[number]>(
          `UPDATE model_versions SET stage = ?, last_update_time = ?
           WHERE model = ? AND stage = ? AND version <> ? AND deleted = 0 RETURNING version`,
        )
        .all(to, time, modelIdOf(session, name), from, except)
        .map(([version]) => version)
        .sort((left, right) => left - right),

    redactModelVersion(key, time) {
      const id = versionIdOf(session, key);
      connection
        .prepare('DELETE FROM model_aliases WHERE model = ? AND version = ?')
        .run(modelIdOf(session, key.name), key.version);
      connection.prepare('DELETE FROM model_version_tags WHERE version = ?').run(id);
      connection
        .prepare(
          `UPDATE model_versions SET deleted = 1, last_update_time = ?, description = NULL, stage = 'None', source = '',
             storage_location = '', run_id = NULL, model_id = NULL, run_link = '', status_message = ''
           WHERE id = ?`,
        )
        .run(time, id);
    },

    putModelVersionTag: (key, tag) => putTag(versionIdOf(session, key), tag),

    removeModelVersionTag(key, tagKey) {
      const id = findVersionId(session, key);
      if (id === undefined) return false;
      const { changes } = connection
        .prepare('DELETE FROM model_version_tags WHERE version = ? AND key = ?')
        .run(id, tagKey);
      return changes > 0;
    },
  };
};
