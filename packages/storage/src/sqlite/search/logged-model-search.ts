import type { FieldReference, LoggedModelOrder, LoggedModelQuery, LoggedModelReader } from '@millrace/spec';
import type { RawBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import { readModels } from '../logged-models/logged-model-rows.ts';
import { toExperimentKey } from '../metadata/experiments.ts';
import type { Session } from '../transactions/session.ts';
import { runQuery } from './compiled-query.ts';
import type { SourceOf } from './filter-to-sql.ts';
import { filterToSql, readsMetrics, unknownField } from './filter-to-sql.ts';
import type { OrderSql } from './order-to-sql.ts';
import { columnOrder, isAttribute, joinsOf, noOrder, termsOf } from './order-to-sql.ts';

const COLUMNS: Readonly<Record<string, string>> = {
  name: 'name',
  model_id: 'model_id',
  model_type: 'model_type',
  status: 'status',
  source_run_id: 'source_run_id',
  artifact_location: 'artifact_uri',
  creation_timestamp: 'creation_time',
  last_updated_timestamp: 'last_update_time',
};

const columnOf = (field: FieldReference): RawBuilder<unknown> => {
  const column = Object.hasOwn(COLUMNS, field.key) ? COLUMNS[field.key] : undefined;
  if (column === undefined) throw unknownField(field);
  return sql.ref(`m.${column}`);
};

type Datasets = LoggedModelQuery['datasets'];

/** Whether a point was measured on one of the datasets; on any when there are none. */
const isMeasuredOn = (datasets: Datasets): RawBuilder<SqlBool> => {
  if (datasets.length === 0) return sql`1`;
  const each = datasets.map(({ name, digest }) =>
    digest === undefined
      ? sql`dataset_name = ${name}`
      : sql`(dataset_name = ${name} AND dataset_digest = ${digest})`,
  );
  return sql`(${sql.join(each, sql` OR `)})`;
};

const sourceOf =
  (datasets: Datasets): SourceOf =>
  (field) => {
    const value = sql.ref('value');
    switch (field.entity) {
      case 'attribute':
        return { kind: 'column', value: columnOf(field), nullable: false };
      case 'param':
        return {
          kind: 'row',
          from: sql`logged_model_params WHERE model = m.id AND key = ${field.key}`,
          value,
          nanIsNull: false,
        };
      case 'tag':
        return {
          kind: 'row',
          from: sql`logged_model_tags WHERE model = m.id AND key = ${field.key}`,
          value,
          nanIsNull: false,
        };
      case 'metric':
        return {
          kind: 'row',
          from: sql`model_metrics WHERE model = m.id AND key = ${field.key} AND ${isMeasuredOn(datasets)}`,
          value,
          nanIsNull: true,
        };
      case 'dataset':
        return { kind: 'absent' };
    }
  };

/** By the latest of the model's points; models without one come last, then NaN. */
const metricOrder = (order: LoggedModelOrder): OrderSql => {
  const { datasetName, datasetDigest } = order;
  const points = sql`model_metrics WHERE model = m.id AND key = ${order.field.key}
    ${datasetName === undefined ? sql`` : sql`AND dataset_name = ${datasetName}`}
    ${datasetDigest === undefined ? sql`` : sql`AND dataset_digest = ${datasetDigest}`}`;
  const value = sql`(SELECT value FROM ${points} ORDER BY timestamp DESC, step DESC,
    (SELECT run_id FROM runs WHERE runs.id = model_metrics.run), model_metrics.id DESC LIMIT 1)`;
  return {
    join: undefined,
    terms: [
      sql`NOT EXISTS (SELECT 1 FROM ${points})`,
      sql`${value} IS NULL`,
      order.direction === 'ASC' ? sql`${value} ASC` : sql`${value} DESC`,
    ],
  };
};

const orderOf = (order: LoggedModelOrder): OrderSql => {
  const { field, direction } = order;
  if (field.entity === 'metric') return metricOrder(order);
  if (field.entity !== 'attribute') return noOrder;
  return columnOrder(columnOf(field), { direction, nullable: false });
};

const tiebreaks = (orderBy: LoggedModelQuery['orderBy']): OrderSql => ({
  join: undefined,
  terms: [
    ...(orderBy.some(({ field }) => isAttribute(field, 'creation_timestamp'))
      ? []
      : [sql`m.creation_time DESC`]),
    sql`m.model_id ASC`,
  ],
});

const conditionOf = ({ experimentIds, filter, datasets }: LoggedModelQuery): RawBuilder<SqlBool> => {
  const ids = experimentIds.flatMap((id) => toExperimentKey(id) ?? []);
  const conditions: RawBuilder<SqlBool>[] = [
    sql`m.experiment IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
    sql`m.lifecycle_stage = 'active'`,
  ];
  if (filter !== undefined) conditions.push(filterToSql(filter, sourceOf(datasets)));
  if (datasets.length > 0 && !readsMetrics(filter)) {
    conditions.push(
      sql`EXISTS (SELECT 1 FROM model_metrics WHERE model = m.id AND ${isMeasuredOn(datasets)})`,
    );
  }
  return sql`${sql.join(conditions, sql` AND `)}`;
};

export const createLoggedModelSearch = (session: Session): Pick<LoggedModelReader, 'searchLoggedModels'> => ({
  searchLoggedModels(query) {
    const orders = [...query.orderBy.map(orderOf), tiebreaks(query.orderBy)];
    const found = runQuery(
      session,
      sql<{ id: number }>`SELECT m.id AS id FROM logged_models AS m ${joinsOf(orders)}
        WHERE ${conditionOf(query)} ORDER BY ${termsOf(orders)} LIMIT ${query.limit} OFFSET ${query.offset}`,
    );
    return readModels(
      session,
      found.map(({ id }) => id),
    );
  },
});
