import type { ModelStage, ModelVersion, ModelVersionStatus, Tag } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';

type VersionRow = Omit<ModelVersion, 'tags' | 'aliases'> & {
  readonly id: number;
  readonly model: number;
  readonly stage: ModelStage;
  readonly status: ModelVersionStatus;
};

const COLUMNS =
  'v.id, v.model, m.name, v.version, v.creation_time AS creationTime, v.last_update_time AS lastUpdateTime, ' +
  'v.description, v.stage, v.source, v.storage_location AS storageLocation, v.run_id AS runId, ' +
  'v.model_id AS modelId, v.run_link AS runLink, v.status, v.status_message AS statusMessage';

const readTags = (session: Session, ids: string): Map<number, Tag[]> => {
  const tags = new Map<number, Tag[]>();
  const rows = session.connection
    .prepareArrays<[number, string, string]>(
      `SELECT version, key, value FROM model_version_tags
       WHERE version IN (SELECT value FROM json_each(?)) ORDER BY version, key`,
    )
    .all(ids);
  for (const [version, key, value] of rows) {
    const known = tags.get(version);
    if (known === undefined) tags.set(version, [{ key, value }]);
    else known.push({ key, value });
  }
  return tags;
};

const readAliases = (session: Session, ids: string): Map<number, string[]> => {
  const aliases = new Map<number, string[]>();
  const rows = session.connection
    .prepareArrays<[number, string]>(
      `SELECT v.id, a.alias FROM model_versions v JOIN model_aliases a ON a.model = v.model AND a.version = v.version
       WHERE v.id IN (SELECT value FROM json_each(?)) ORDER BY v.id, a.alias`,
    )
    .all(ids);
  for (const [version, alias] of rows) {
    const known = aliases.get(version);
    if (known === undefined) aliases.set(version, [alias]);
    else known.push(alias);
  }
  return aliases;
};

/** Whole versions in the order of `ids`, with the id of their model: three statements however many they are. */
export const readVersions = (
  session: Session,
  ids: readonly number[],
): { model: number; version: ModelVersion }[] => {
  if (ids.length === 0) return [];
  const list = JSON.stringify(ids);
  const rows = new Map(
    session.connection
      .prepare<VersionRow>(
        `SELECT ${COLUMNS} FROM model_versions v JOIN registered_models m ON m.id = v.model
         WHERE v.id IN (SELECT value FROM json_each(?))`,
      )
      .all(list)
      .map((row) => [row.id, row]),
  );
  const tags = readTags(session, list);
  const aliases = readAliases(session, list);
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const { id: _id, model, ...version } = row;
    return { model, version: { ...version, tags: tags.get(id) ?? [], aliases: aliases.get(id) ?? [] } };
  });
};
