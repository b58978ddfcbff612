import type { Experiment, ExperimentPatch, LifecycleStage, MetadataStore, Tag } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';

export interface ExperimentRow {
  readonly id: number;
  readonly name: string;
  readonly artifactLocation: string;
  readonly lifecycleStage: LifecycleStage;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
}

export const experimentColumns: string =
  'id, name, artifact_location AS artifactLocation, lifecycle_stage AS lifecycleStage, ' +
  'creation_time AS creationTime, last_update_time AS lastUpdateTime';

/** `undefined` for what cannot be an id of ours. */
export const toExperimentKey = (experimentId: string): number | undefined => {
  if (!/^(0|[1-9]\d{0,15})$/.test(experimentId)) return undefined;
  const key = Number(experimentId);
  return Number.isSafeInteger(key) ? key : undefined;
};

export const unknownExperiment = (experimentId: string): MillraceError =>
  new MillraceError('RESOURCE_DOES_NOT_EXIST', `No experiment with id '${experimentId}' exists.`, {
    reason: 'storage/unknown-experiment',
  });

/** Adds the tags: one statement for all of them. */
export const toExperiments = (session: Session, rows: readonly ExperimentRow[]): Experiment[] => {
  if (rows.length === 0) return [];
  const tags = new Map<number, Tag[]>();
  const found = session.connection
    .prepareArrays<[number, string, string]>(
      `SELECT experiment, key, value FROM experiment_tags
       WHERE experiment IN (SELECT value FROM json_each(?)) ORDER BY experiment, key`,
    )
    .all(JSON.stringify(rows.map((row) => row.id)));
  for (const [experiment, key, value] of found) {
    const known = tags.get(experiment);
    if (known === undefined) tags.set(experiment, [{ key, value }]);
    else known.push({ key, value });
  }
  return rows.map(({ id, ...row }) => ({ experimentId: String(id), ...row, tags: tags.get(id) ?? [] }));
};

type ExperimentMethods = Pick<
  MetadataStore,
  | 'findExperiment'
  | 'findExperimentByName'
  | 'findExperimentByLocation'
  | 'insertExperiment'
  | 'updateExperiment'
  | 'putExperimentTag'
  | 'removeExperimentTag'
>;

export const createExperimentTable = (session: Session): ExperimentMethods => {
  const { connection, touched } = session;

  const findBy = (condition: string, value: string | number): Experiment | undefined => {
    const row = connection
      .prepare<ExperimentRow>(
        `SELECT ${experimentColumns} FROM experiments WHERE ${condition} ORDER BY id LIMIT 1`,
      )
      .get(value);
    return row === undefined ? undefined : toExperiments(session, [row])[0];
  };

  const keyOf = (experimentId: string): number => {
    const key = toExperimentKey(experimentId);
    if (key === undefined) throw unknownExperiment(experimentId);
    return key;
  };

  return {
    findExperiment(experimentId) {
      const key = toExperimentKey(experimentId);
      return key === undefined ? undefined : findBy('id = ?', key);
    },
    findExperimentByName: (name) => findBy('name = ?', name),
    findExperimentByLocation: (location) => findBy('artifact_location = ?', location),

    insertExperiment(experiment) {
      const id = Number(
        connection
          .prepare(
            `INSERT INTO experiments (name, artifact_location, lifecycle_stage, creation_time, last_update_time)
             VALUES (?, ?, ?, ?, ?)`,
          )
          .run(
            experiment.name,
            experiment.artifactLocation,
            experiment.lifecycleStage,
            experiment.creationTime,
            experiment.lastUpdateTime,
          ).lastInsertRowid,
      );
      for (const tag of experiment.tags) putTag(id, tag);
      touched.experiment(id);
      return { experimentId: String(id), ...experiment };
    },

    updateExperiment(experimentId, patch: ExperimentPatch) {
      const key = keyOf(experimentId);
      const { changes } = connection
        .prepare(
          `UPDATE experiments SET
             name = coalesce(?, name),
             artifact_location = coalesce(?, artifact_location),
             lifecycle_stage = coalesce(?, lifecycle_stage),
             last_update_time = coalesce(?, last_update_time)
           WHERE id = ?`,
        )
        .run(
          patch.name ?? null,
          patch.artifactLocation ?? null,
          patch.lifecycleStage ?? null,
          patch.lastUpdateTime ?? null,
          key,
        );
      if (changes === 0) throw unknownExperiment(experimentId);
      touched.experiment(key);
    },

    putExperimentTag(experimentId, tag) {
      const key = keyOf(experimentId);
      putTag(key, tag);
      touched.experiment(key);
    },

    removeExperimentTag(experimentId, tagKey) {
      const key = toExperimentKey(experimentId);
      if (key === undefined) return false;
      const { changes } = connection
        .prepare('DELETE FROM experiment_tags WHERE experiment = ? AND key = ?')
        .run(key, tagKey);
      if (changes > 0) touched.experiment(key);
      return changes > 0;
    },
  };

  function putTag(experiment: number, tag: Tag): void {
    connection
      .prepare(
        `INSERT INTO experiment_tags (experiment, key, value) VALUES (?, ?, ?)
         ON CONFLICT (experiment, key) DO UPDATE SET value = excluded.value`,
      )
      .run(experiment, tag.key, tag.value);
  }
};
