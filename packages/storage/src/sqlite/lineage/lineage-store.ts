import type { LineageStore, ModelOutput } from '@millrace/spec';
import { METADATA } from '../changes/touched.ts';
import { toExperimentKey } from '../metadata/experiments.ts';
import { runKeyOf } from '../metadata/runs.ts';
import type { RunKey, Session } from '../transactions/session.ts';
import { readLineage } from './read-lineage.ts';

type Role = 'input' | 'output';

interface SummaryRow {
  readonly experiment: number;
  readonly name: string;
  readonly digest: string;
  readonly context: string | null;
}

export const createLineageStore = (session: Session): LineageStore => {
  const { connection, touched } = session;

  const addModels = (runId: string, role: Role, models: readonly ModelOutput[]): void => {
    const run = runKeyOf(session, runId);
    const add = connection.prepare(
      'INSERT INTO run_models (run, role, model_id, step) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    );
    for (const { modelId, step } of models) add.run(run.id, role, modelId, step);
    touched.run(run.experiment, run.id, METADATA);
  };

  const addDataset = (
    run: RunKey,
    { dataset, tags }: Parameters<LineageStore['addDatasets']>[1][number],
  ): void => {
    connection
      .prepare(
        `INSERT INTO datasets (experiment, name, digest, source_type, source, schema, profile)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .run(
        run.experiment,
        dataset.name,
        dataset.digest,
        dataset.sourceType,
        dataset.source,
        dataset.schema ?? null,
        dataset.profile ?? null,
      );
    const { changes, lastInsertRowid } = connection
      .prepare(
        `INSERT INTO run_datasets (run, dataset)
         SELECT ?, id FROM datasets WHERE experiment = ? AND name = ? AND digest = ?
         ON CONFLICT DO NOTHING`,
      )
      .run(run.id, run.experiment, dataset.name, dataset.digest);
    if (changes === 0) return;
    const put = connection.prepare(
      'INSERT OR REPLACE INTO run_dataset_tags (input, key, value) VALUES (?, ?, ?)',
    );
    for (const { key, value } of tags) put.run(lastInsertRowid, key, value);
  };

  return {
    readLineage: (runIds) => readLineage(session, runIds),

    searchDatasets(experimentIds, limit) {
      const experiments = experimentIds.flatMap((id) => toExperimentKey(id) ?? []);
      return connection
        .prepare<SummaryRow>(
          `SELECT DISTINCT d.experiment, d.name, d.digest, t.value AS context
           FROM datasets d
           JOIN run_datasets i ON i.dataset = d.id
           LEFT JOIN run_dataset_tags t ON t.input = i.id AND t.key = 'mlflow.data.context'
           WHERE d.experiment IN (SELECT value FROM json_each(?))
           ORDER BY d.experiment, d.name, d.digest, t.value LIMIT ?`,
        )
        .all(JSON.stringify(experiments), limit)
        .map(({ experiment, name, digest, context }) => ({
          experimentId: String(experiment),
          name,
          digest,
          ...(context === null ? {} : { context }),
        }));
    },

    addDatasets(runId, inputs) {
      const run = runKeyOf(session, runId);
      for (const input of inputs) addDataset(run, input);
      touched.run(run.experiment, run.id, METADATA);
    },

    addInputModels(runId, modelIds) {
      addModels(
        runId,
        'input',
        modelIds.map((modelId) => ({ modelId, step: 0 })),
      );
    },

    addOutputModels: (runId, outputs) => addModels(runId, 'output', outputs),
  };
};
