import type { RegistryStore } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';
import { readModels } from './read-models.ts';
import { findModelId, modelIdOf } from './registry-keys.ts';

type ModelMethods = Pick<
  RegistryStore,
  | 'findModel'
  | 'insertModel'
  | 'updateModel'
  | 'removeModel'
  | 'putModelTag'
  | 'removeModelTag'
  | 'putAlias'
  | 'removeAlias'
>;

export const createModelTable = (session: Session): ModelMethods => {
  const { connection } = session;

  const putTag = (model: number, { key, value }: { key: string; value: string }): void => {
    connection
      .prepare(
        `INSERT INTO registered_model_tags (model, key, value) VALUES (?, ?, ?)
         ON CONFLICT (model, key) DO UPDATE SET value = excluded.value`,
      )
      .run(model, key, value);
  };

  return {
    findModel(name) {
      const id = findModelId(session, name);
      return id === undefined ? undefined : readModels(session, [id])[0];
    },

    insertModel({ name, description, creationTime, lastUpdateTime, tags }) {
      const { lastInsertRowid } = connection
        .prepare(
          `INSERT INTO registered_models (name, description, creation_time, last_update_time) VALUES (?, ?, ?, ?)`,
        )
        .run(name, description, creationTime, lastUpdateTime);
      for (const tag of tags) putTag(Number(lastInsertRowid), tag);
    },

    updateModel(name, patch) {
      const id = modelIdOf(session, name);
      connection
        .prepare(
          `UPDATE registered_models SET
             name = coalesce(?, name),
             description = CASE WHEN ? THEN ? ELSE description END,
             last_update_time = coalesce(?, last_update_time)
           WHERE id = ?`,
        )
        .run(
          patch.name ?? null,
          patch.description === undefined ? 0 : 1,
          patch.description ?? null,
          patch.lastUpdateTime ?? null,
          id,
        );
    },

    removeModel(name) {
      const id = modelIdOf(session, name);
      connection
        .prepare(
          'DELETE FROM model_version_tags WHERE version IN (SELECT id FROM model_versions WHERE model = ?)',
        )
        .run(id);
      connection.prepare('DELETE FROM model_versions WHERE model = ?').run(id);
      connection.prepare('DELETE FROM model_aliases WHERE model = ?').run(id);
      connection.prepare('DELETE FROM registered_model_tags WHERE model = ?').run(id);
      connection.prepare('DELETE FROM registered_models WHERE id = ?').run(id);
    },

    putModelTag: (name, tag) => putTag(modelIdOf(session, name), tag),

    removeModelTag(name, key) {
      const { changes } = connection
        .prepare(
          'DELETE FROM registered_model_tags WHERE model = (SELECT id FROM registered_models WHERE name = ?) AND key = ?',
        )
        .run(name, key);
      return changes > 0;
    },

    putAlias(name, { alias, version }) {
      connection
        .prepare(
          `INSERT INTO model_aliases (model, alias, version) VALUES (?, ?, ?)
           ON CONFLICT (model, alias) DO UPDATE SET version = excluded.version`,
        )
        .run(modelIdOf(session, name), alias, version);
    },

    removeAlias(name, alias) {
      const { changes } = connection
        .prepare(
          'DELETE FROM model_aliases WHERE model = (SELECT id FROM registered_models WHERE name = ?) AND alias = ?',
        )
        .run(name, alias);
      return changes > 0;
    },
  };
};
