import type { MlflowInstall } from '@millrace/e2e/setup/ensure-mlflow';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mlflowRest } from './mlflow-rest.ts';
import type { Target } from './target.ts';

/** `mlflow server` on SQLite, as its own documentation starts it, with room in its pool for every connection. */
export const mlflowTarget = (install: MlflowInstall, workers: number): Target => ({
  id: `mlflow-${workers}`,
  family: 'mlflow',
  title: `MLflow ${install.version}, ${workers} worker${workers === 1 ? '' : 's'}`,
  // It forks job runners at its start, which load the processor for a while.
  settleMs: 60_000,
  command: (folder, port) => ({
    line: [
      install.mlflow,
      'server',
      '--host=127.0.0.1',
      `--port=${port}`,
      `--workers=${workers}`,
      `--backend-store-uri=sqlite:///${databaseFile(folder)}`,
      `--artifacts-destination=${join(folder, 'artifacts')}`,
    ],
    env: { MLFLOW_SQLALCHEMYSTORE_POOL_SIZE: '64', MLFLOW_DISABLE_TELEMETRY: 'true' },
  }),
  attach({ folder, url }) {
    const read = <T>(query: (database: DatabaseSync) => T): T => {
      const database = new DatabaseSync(databaseFile(folder), { readOnly: true });
      try {
        return query(database);
      } finally {
        database.close();
      }
    };
    const rest = mlflowRest(url);
    return {
      createRuns: rest.createRuns,
      createExperiment: rest.createExperiment,
      reader: rest,
      durability: async () => {
        const mode = read((database) => database.prepare('PRAGMA journal_mode').get()?.['journal_mode']);
        return `SQLite, journal ${String(mode)}, synchronous as SQLite's default (FULL)`;
      },
      // Through its API, 16,000 series would take minutes: its own table tells the same.
      countPoints: async (runIds) =>
        read((database) => {
          const marks = runIds.map(() => '?').join(', ');
          const row = database
            .prepare(`SELECT count(*) AS points FROM metrics WHERE run_uuid IN (${marks})`)
            .get(...runIds);
          return Number(row?.['points']);
        }),
    };
  },
});

const databaseFile = (folder: string): string => join(folder, 'mlflow.db');
