import type { ModelAlias, ModelVersion, RegisteredModel, Tag } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';
import { readVersions } from './read-versions.ts';

interface ModelRow {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
}

const add = <Item>(lists: Map<number, Item[]>, model: number, item: Item): void => {
  const known = lists.get(model);
  if (known === undefined) lists.set(model, [item]);
  else known.push(item);
};

const readTags = (session: Session, ids: string): Map<number, Tag[]> => {
  const tags = new Map<number, Tag[]>();
  const rows = session.connection
    .prepareArrays<[number, string, string]>(
      `SELECT model, key, value FROM registered_model_tags
       WHERE model IN (SELECT value FROM json_each(?)) ORDER BY model, key`,
    )
    .all(ids);
  for (const [model, key, value] of rows) add(tags, model, { key, value });
  return tags;
};

const readAliases = (session: Session, ids: string): Map<number, ModelAlias[]> => {
  const aliases = new Map<number, ModelAlias[]>();
  const rows = session.connection
    .prepareArrays<[number, string, number]>(
      `SELECT model, alias, version FROM model_aliases
       WHERE model IN (SELECT value FROM json_each(?)) ORDER BY model, alias`,
    )
    .all(ids);
  for (const [model, alias, version] of rows) add(aliases, model, { alias, version });
  return aliases;
};

const readLatest = (session: Session, ids: string): Map<number, ModelVersion[]> => {
  const latest = new Map<number, ModelVersion[]>();
  const rows = session.connection
    .prepareArrays<[number]>(
      `SELECT v.id FROM model_versions v JOIN (
         SELECT model, max(version) AS version FROM model_versions
         WHERE model IN (SELECT value FROM json_each(?)) AND deleted = 0 GROUP BY model, stage
       ) AS highest ON highest.model = v.model AND highest.version = v.version
       ORDER BY v.model, v.version`,
    )
    .all(ids);
  const found = readVersions(
    session,
    rows.map(([id]) => id),
  );
  for (const { model, version } of found) add(latest, model, version);
  return latest;
};

/** Whole models in the order of `ids`: a few statements however many they are. */
export const readModels = (session: Session, ids: readonly number[]): RegisteredModel[] => {
  if (ids.length === 0) return [];
  const list = JSON.stringify(ids);
  const rows = new Map(
    session.connection
      .prepare<ModelRow>(
        `SELECT id, name, description, creation_time AS creationTime, last_update_time AS lastUpdateTime
         FROM registered_models WHERE id IN (SELECT value FROM json_each(?))`,
      )
      .all(list)
      .map((row) => [row.id, row]),
  );
  const tags = readTags(session, list);
  const aliases = readAliases(session, list);
  const latest = readLatest(session, list);
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const { id: _id, ...model } = row;
    return {
      ...model,
      tags: tags.get(id) ?? [],
      aliases: aliases.get(id) ?? [],
      latestVersions: latest.get(id) ?? [],
    };
  });
};
