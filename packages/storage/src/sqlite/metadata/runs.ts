import type { LifecycleStage, MetadataStore, RunInfo, RunRecord, RunStatus, Tag } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { METADATA } from '../changes/touched.ts';
import type { RunKey, Session } from '../transactions/session.ts';
import { toExperimentKey, unknownExperiment } from './experiments.ts';

type RunRow = readonly [
  id: number,
  runId: string,
  experiment: number,
  runName: string,
  userId: string,
  status: RunStatus,
  startTime: number,
  endTime: number | null,
  artifactUri: string,
  lifecycleStage: LifecycleStage,
];

const runColumns: string =
  'id, run_id, experiment, run_name, user_id, status, start_time, end_time, artifact_uri, lifecycle_stage';

const toRunInfo = (row: RunRow): RunInfo => ({
  runId: row[1],
  runName: row[3],
  experimentId: String(row[2]),
  userId: row[4],
  status: row[5],
  startTime: row[6],
  endTime: row[7],
  artifactUri: row[8],
  lifecycleStage: row[9],
});

const unknownRun = (runId: string): MillraceError =>
  new MillraceError('RESOURCE_DOES_NOT_EXIST', `No run with id '${runId}' exists.`, {
    reason: 'storage/unknown-run',
  });

/** The numbers that stand for a run inside, remembered: they never change. */
export const findRunKey = (session: Session, runId: string): RunKey | undefined => {
  const known = session.runs.get(runId);
  if (known !== undefined) return known;
  const row = session.connection
    .prepare<RunKey>('SELECT id, experiment FROM runs WHERE run_id = ?')
    .get(runId);
  if (row !== undefined) session.runs.keep(runId, row);
  return row;
};

export const runKeyOf = (session: Session, runId: string): RunKey => {
  const key = findRunKey(session, runId);
  if (key === undefined) throw unknownRun(runId);
  return key;
};

const readEntries = (session: Session, table: 'params' | 'run_tags', ids: string): Map<number, Tag[]> => {
  const entries = new Map<number, Tag[]>();
  const rows = session.connection
    .prepareArrays<[number, string, string]>(
      `SELECT run, key, value FROM ${table} WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, key`,
    )
    .all(ids);
  let run = -1;
  let list: Tag[] = [];
  for (const [id, key, value] of rows) {
    if (id !== run) {
      run = id;
      list = [];
      entries.set(id, list);
    }
    list.push({ key, value });
  }
  return entries;
};

/** Three statements however many they are. */
const readFromTables = (session: Session, ids: readonly number[]): Map<number, RunRecord> => {
  const list = JSON.stringify(ids);
  const params = readEntries(session, 'params', list);
  const tags = readEntries(session, 'run_tags', list);
  const records = new Map<number, RunRecord>();
  const rows = session.connection
    .prepareArrays<RunRow>(`SELECT ${runColumns} FROM runs WHERE id IN (SELECT value FROM json_each(?))`)
    .all(list);
  for (const row of rows) {
    const [id, runId, experiment] = row;
    session.runs.keep(runId, { id, experiment });
    records.set(id, { info: toRunInfo(row), params: params.get(id) ?? [], tags: tags.get(id) ?? [] });
  }
  return records;
};

/** Whole runs in the order of `ids`. */
export const readRunRecords = (session: Session, ids: readonly number[]): RunRecord[] => {
  if (ids.length === 0) return [];
  const records = session.cache.records(ids, (missing) => readFromTables(session, missing));
  return ids.flatMap((id) => records.get(id) ?? []);
};

type RunMethods = Pick<MetadataStore, 'findRun' | 'readRuns' | 'insertRun' | 'updateRun' | 'moveRuns'>;

export const createRunTable = (session: Session): RunMethods => {
  const { connection, touched } = session;
  return {
    findRun(runId) {
      const row = connection
        .prepareArrays<RunRow>(`SELECT ${runColumns} FROM runs WHERE run_id = ?`)
        .get(runId);
      if (row === undefined) return undefined;
      if (session.runs.get(runId) === undefined) {
        session.runs.keep(runId, { id: row[0], experiment: row[2] });
      }
      return toRunInfo(row);
    },

    readRuns(runIds) {
      const ids: number[] = [];
      for (const runId of runIds) {
        const key = findRunKey(session, runId);
        if (key !== undefined) ids.push(key.id);
      }
      return readRunRecords(session, ids);
    },

    insertRun({ info, params, tags }) {
      const experiment = toExperimentKey(info.experimentId);
      if (experiment === undefined) throw unknownExperiment(info.experimentId);
      const id = Number(
        connection
          .prepare(
            `INSERT INTO runs (run_id, experiment, run_name, user_id, status, start_time, end_time, artifact_uri, lifecycle_stage)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            info.runId,
            experiment,
            info.runName,
            info.userId,
            info.status,
            info.startTime,
            info.endTime,
            info.artifactUri,
            info.lifecycleStage,
          ).lastInsertRowid,
      );
      session.runs.keepUnconfirmed(info.runId, { id, experiment });
      const insertParam = connection.prepare('INSERT INTO params (run, key, value) VALUES (?, ?, ?)');
      for (const { key, value } of params) insertParam.run(id, key, value);
      const insertTag = connection.prepare('INSERT INTO run_tags (run, key, value) VALUES (?, ?, ?)');
      for (const { key, value } of tags) insertTag.run(id, key, value);
      touched.run(experiment, id, METADATA);
    },

    updateRun(runId, patch) {
      const { id, experiment } = runKeyOf(session, runId);
      connection
        .prepare(
          `UPDATE runs SET
             run_name = coalesce(?, run_name),
             status = coalesce(?, status),
             end_time = CASE WHEN ? THEN ? ELSE end_time END,
             lifecycle_stage = coalesce(?, lifecycle_stage)
           WHERE id = ?`,
        )
        .run(
          patch.runName ?? null,
          patch.status ?? null,
          patch.endTime === undefined ? 0 : 1,
          patch.endTime ?? null,
          patch.lifecycleStage ?? null,
          id,
        );
      touched.run(experiment, id, METADATA);
    },

    moveRuns(experimentId, stage) {
      const experiment = toExperimentKey(experimentId);
      if (experiment === undefined) throw unknownExperiment(experimentId);
      const moved = connection
        .prepareArrays<[number]>(
          'UPDATE runs SET lifecycle_stage = ? WHERE experiment = ? AND lifecycle_stage <> ? RETURNING id',
        )
        .all(stage, experiment, stage);
      for (const [id] of moved) touched.run(experiment, id, METADATA);
    },
  };
};
