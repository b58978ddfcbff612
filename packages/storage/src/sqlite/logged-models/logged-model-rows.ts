import type {
  LifecycleStage,
  LoggedModel,
  LoggedModelInfo,
  LoggedModelStatus,
  ModelMetric,
  Tag,
} from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';

type LoggedModelRow = readonly [
  id: number,
  modelId: string,
  experiment: number,
  name: string,
  artifactUri: string,
  status: LoggedModelStatus,
  modelType: string,
  sourceRunId: string,
  creationTime: number,
  lastUpdateTime: number,
  lifecycleStage: LifecycleStage,
];

const COLUMNS =
  'id, model_id, experiment, name, artifact_uri, status, model_type, source_run_id, creation_time, last_update_time, ' +
  'lifecycle_stage';

const toInfo = (row: LoggedModelRow): LoggedModelInfo => ({
  modelId: row[1],
  experimentId: String(row[2]),
  name: row[3],
  artifactUri: row[4],
  status: row[5],
  modelType: row[6],
  sourceRunId: row[7],
  creationTime: row[8],
  lastUpdateTime: row[9],
  lifecycleStage: row[10],
});

export const findInfo = (session: Session, modelId: string): LoggedModelInfo | undefined => {
  const row = session.connection
    .prepareArrays<LoggedModelRow>(`SELECT ${COLUMNS} FROM logged_models WHERE model_id = ?`)
    .get(modelId);
  return row === undefined ? undefined : toInfo(row);
};

/** The numbers that stand for a model inside. */
export interface LoggedModelKey {
  readonly id: number;
  readonly experiment: number;
}

export const findKey = (session: Session, modelId: string): LoggedModelKey | undefined =>
  session.connection
    .prepare<LoggedModelKey>('SELECT id, experiment FROM logged_models WHERE model_id = ?')
    .get(modelId);

export const keyOf = (session: Session, modelId: string): LoggedModelKey => {
  const key = findKey(session, modelId);
  if (key !== undefined) return key;
  throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `No logged model with id '${modelId}' exists.`, {
    reason: 'storage/unknown-logged-model',
  });
};

const groupRows = <Row extends readonly [model: number, ...rest: readonly unknown[]], Item>(
  rows: readonly Row[],
  toItem: (row: Row) => Item,
): Map<number, Item[]> => {
  const groups = new Map<number, Item[]>();
  for (const row of rows) {
    const group = groups.get(row[0]);
    if (group === undefined) groups.set(row[0], [toItem(row)]);
    else group.push(toItem(row));
  }
  return groups;
};

const readEntries = (
  session: Session,
  table: 'logged_model_params' | 'logged_model_tags',
  ids: string,
): Map<number, Tag[]> =>
  groupRows(
    session.connection
      .prepareArrays<[number, string, string]>(
        `SELECT model, key, value FROM ${table} WHERE model IN (SELECT value FROM json_each(?)) ORDER BY model, key`,
      )
      .all(ids),
    ([, key, value]) => ({ key, value }),
  );

type MetricRow = readonly [
  model: number,
  key: string,
  value: number | null,
  timestamp: number,
  step: number,
  runId: string,
  datasetName: string | null,
  datasetDigest: string | null,
];

const toMetric = (row: MetricRow): ModelMetric => ({
  key: row[1],
  value: row[2] ?? Number.NaN,
  timestamp: row[3],
  step: row[4],
  runId: row[5],
  ...(row[6] === null ? {} : { datasetName: row[6] }),
  ...(row[7] === null ? {} : { datasetDigest: row[7] }),
});

const readMetrics = (session: Session, ids: string): Map<number, ModelMetric[]> =>
  groupRows(
    session.connection
      .prepareArrays<MetricRow>(
        `SELECT p.model, p.key, p.value, p.timestamp, p.step, r.run_id, p.dataset_name, p.dataset_digest
         FROM model_metrics p JOIN runs r ON r.id = p.run
         WHERE p.model IN (SELECT value FROM json_each(?)) ORDER BY p.model, p.id`,
      )
      .all(ids),
    toMetric,
  );

/** Whole models in the order of `ids`: four statements however many they are. */
export const readModels = (session: Session, ids: readonly number[]): LoggedModel[] => {
  if (ids.length === 0) return [];
  const list = JSON.stringify(ids);
  const rows = session.connection
    .prepareArrays<LoggedModelRow>(
      `SELECT ${COLUMNS} FROM logged_models WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(list);
  const infos = new Map(rows.map((row) => [row[0], toInfo(row)]));
  const params = readEntries(session, 'logged_model_params', list);
  const tags = readEntries(session, 'logged_model_tags', list);
  const metrics = readMetrics(session, list);
  return ids.flatMap((id) => {
    const info = infos.get(id);
    if (info === undefined) return [];
    const data = { params: params.get(id) ?? [], tags: tags.get(id) ?? [], metrics: metrics.get(id) ?? [] };
    return [{ info, ...data }];
  });
};
