import type { LoggedModelStore, ModelMetric, Param, Tag } from '@millrace/spec';
import { toExperimentKey, unknownExperiment } from '../metadata/experiments.ts';
import { runKeyOf } from '../metadata/runs.ts';
import type { Session } from '../transactions/session.ts';
import { findInfo, findKey, keyOf, readModels } from './logged-model-rows.ts';

type Search = Pick<LoggedModelStore, 'searchLoggedModels'>;

export const createLoggedModelStore = (session: Session, search: Search): LoggedModelStore => {
  const { connection, touched } = session;

  const insertParams = (model: number, params: readonly Param[]): void => {
    const insert = connection.prepare('INSERT INTO logged_model_params (model, key, value) VALUES (?, ?, ?)');
    for (const { key, value } of params) insert.run(model, key, value);
  };

  const putTags = (model: number, tags: readonly Tag[]): void => {
    const put = connection.prepare(
      `INSERT INTO logged_model_tags (model, key, value) VALUES (?, ?, ?)
       ON CONFLICT (model, key) DO UPDATE SET value = excluded.value`,
    );
    for (const { key, value } of tags) put.run(model, key, value);
  };

  const appendPoint = (model: number, point: ModelMetric): void => {
    const values = [
      model,
      point.key,
      point.timestamp,
      point.step,
      Number.isNaN(point.value) ? null : point.value,
      runKeyOf(session, point.runId).id,
      point.datasetName ?? null,
      point.datasetDigest ?? null,
    ];
    const known = connection
      .prepare(
        `SELECT 1 FROM model_metrics WHERE model = ? AND key = ? AND timestamp = ? AND step = ? AND value IS ?
           AND run = ? AND dataset_name IS ? AND dataset_digest IS ?`,
      )
      .get(...values);
    if (known !== undefined) return;
    connection
      .prepare(
        `INSERT INTO model_metrics (model, key, timestamp, step, value, run, dataset_name, dataset_digest)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(...values);
  };

  return {
    ...search,
    findLoggedModel: (modelId) => findInfo(session, modelId),

    readLoggedModels: (modelIds) =>
      readModels(
        session,
        modelIds.flatMap((modelId) => findKey(session, modelId)?.id ?? []),
      ),

    findLoggedModelParams(modelId, keys) {
      const model = findKey(session, modelId);
      if (model === undefined) return [];
      return connection
        .prepare<Param>(
          `SELECT key, value FROM logged_model_params
           WHERE model = ? AND key IN (SELECT value FROM json_each(?)) ORDER BY key`,
        )
        .all(model.id, JSON.stringify(keys));
    },

    insertLoggedModel({ info, params, tags }) {
      const experiment = toExperimentKey(info.experimentId);
      if (experiment === undefined) throw unknownExperiment(info.experimentId);
      const { lastInsertRowid } = connection
        .prepare(
          `INSERT INTO logged_models (model_id, experiment, name, artifact_uri, status, model_type, source_run_id,
             creation_time, last_update_time, lifecycle_stage)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          info.modelId,
          experiment,
          info.name,
          info.artifactUri,
          info.status,
          info.modelType,
          info.sourceRunId,
          info.creationTime,
          info.lastUpdateTime,
          info.lifecycleStage,
        );
      insertParams(Number(lastInsertRowid), params);
      putTags(Number(lastInsertRowid), tags);
      touched.experiment(experiment);
    },

    updateLoggedModel(modelId, patch) {
      const { id, experiment } = keyOf(session, modelId);
      connection
        .prepare(
          `UPDATE logged_models SET
             status = coalesce(?, status),
             lifecycle_stage = coalesce(?, lifecycle_stage),
             last_update_time = coalesce(?, last_update_time)
           WHERE id = ?`,
        )
        .run(patch.status ?? null, patch.lifecycleStage ?? null, patch.lastUpdateTime ?? null, id);
      touched.experiment(experiment);
    },

    insertLoggedModelParams(modelId, params) {
      const { id, experiment } = keyOf(session, modelId);
      insertParams(id, params);
      touched.experiment(experiment);
    },

    putLoggedModelTags(modelId, tags) {
      const { id, experiment } = keyOf(session, modelId);
      putTags(id, tags);
      touched.experiment(experiment);
    },

    removeLoggedModelTag(modelId, key) {
      const model = findKey(session, modelId);
      if (model === undefined) return false;
      const { changes } = connection
        .prepare('DELETE FROM logged_model_tags WHERE model = ? AND key = ?')
        .run(model.id, key);
      if (changes > 0) touched.experiment(model.experiment);
      return changes > 0;
    },

    appendModelMetrics(modelId, points) {
      const { id, experiment } = keyOf(session, modelId);
      for (const point of points) appendPoint(id, point);
      touched.experiment(experiment);
    },
  };
};
