import type { FieldReference, MetadataReader, OrderBy, RunQuery } from '@millrace/spec';
import type { RawBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import { toExperimentKey } from '../metadata/experiments.ts';
import { readRunRecords } from '../metadata/runs.ts';
import { createMirrorSearch } from '../mirror/mirror-search.ts';
import type { Session } from '../transactions/session.ts';
import { runQuery } from './compiled-query.ts';
import type { FieldSource } from './filter-to-sql.ts';
import { filterToSql, readsMetrics, unknownField } from './filter-to-sql.ts';
import type { OrderSql } from './order-to-sql.ts';
import { columnOrder, entryOrder, isAttribute, joinsOf, noOrder, termsOf } from './order-to-sql.ts';

/** Columns of a run that may be searched by; the value says whether a run can be without it. */
const ATTRIBUTES: Readonly<Record<string, { nullable: boolean }>> = {
  run_id: { nullable: false },
  run_name: { nullable: false },
  user_id: { nullable: false },
  status: { nullable: false },
  artifact_uri: { nullable: false },
  start_time: { nullable: false },
  end_time: { nullable: true },
};

const attributeOf = (field: FieldReference): { value: RawBuilder<unknown>; nullable: boolean } => {
  const attribute = Object.hasOwn(ATTRIBUTES, field.key) ? ATTRIBUTES[field.key] : undefined;
  if (attribute === undefined) throw unknownField(field);
  return { value: sql.ref(`r.${field.key}`), nullable: attribute.nullable };
};

const metricKey = (key: string): RawBuilder<unknown> => sql`(SELECT id FROM metric_keys WHERE key = ${key})`;

/** Of several datasets any may match. */
const datasetOf = (field: FieldReference): { from: RawBuilder<unknown>; value: RawBuilder<unknown> } => {
  if (field.key === 'context') {
    return {
      from: sql`run_datasets AS i
        JOIN run_dataset_tags AS t ON t.input = i.id AND t.key = 'mlflow.data.context' WHERE i.run = r.id`,
      value: sql.ref('t.value'),
    };
  }
  if (field.key !== 'name' && field.key !== 'digest') throw unknownField(field);
  return {
    from: sql`run_datasets AS i JOIN datasets AS d ON d.id = i.dataset WHERE i.run = r.id`,
    value: sql.ref(`d.${field.key}`),
  };
};

const sourceOf = (field: FieldReference): FieldSource => {
  const value = sql.ref('value');
  switch (field.entity) {
    case 'attribute':
      return { kind: 'column', ...attributeOf(field) };
    case 'param':
      return {
        kind: 'row',
        from: sql`params WHERE run = r.id AND key = ${field.key}`,
        value,
        nanIsNull: false,
      };
    case 'tag':
      return {
        kind: 'row',
        from: sql`run_tags WHERE run = r.id AND key = ${field.key}`,
        value,
        nanIsNull: false,
      };
    case 'metric':
      return {
        kind: 'row',
        from: sql`latest_metrics WHERE run = r.id AND key = ${metricKey(field.key)}`,
        value,
        nanIsNull: true,
      };
    case 'dataset':
      return { kind: 'row', ...datasetOf(field), nanIsNull: false };
  }
};

const orderOf = ({ field, direction }: OrderBy, alias: string): OrderSql => {
  const record = sql.ref('r.id');
  switch (field.entity) {
    case 'attribute': {
      const { value, nullable } = attributeOf(field);
      return columnOrder(value, { direction, nullable });
    }
    case 'param':
      return entryOrder(
        { table: 'params', owner: 'run', record, key: sql`${field.key}` },
        { alias, direction },
      );
    case 'tag':
      return entryOrder(
        { table: 'run_tags', owner: 'run', record, key: sql`${field.key}` },
        { alias, direction },
      );
    case 'metric':
      return entryOrder(
        { table: 'latest_metrics', owner: 'run', record, key: metricKey(field.key) },
        { alias, direction },
      );
    case 'dataset':
      return noOrder;
  }
};

const tiebreaks = (orderBy: readonly OrderBy[]): OrderSql => ({
  join: undefined,
  terms: [
    ...(orderBy.some(({ field }) => isAttribute(field, 'start_time')) ? [] : [sql`r.start_time DESC`]),
    ...(orderBy.some(({ field }) => isAttribute(field, 'run_id')) ? [] : [sql`r.run_id ASC`]),
  ],
});

type Scope = Pick<RunQuery, 'experimentIds' | 'viewType' | 'filter'>;

const conditionOf = (query: Scope): RawBuilder<SqlBool> => {
  const ids = query.experimentIds.flatMap((id) => toExperimentKey(id) ?? []);
  const [only] = ids;
  const conditions: RawBuilder<SqlBool>[] = [
    // One experiment as `=`: then the index of its runs gives them in order.
    ids.length === 1
      ? sql`r.experiment = ${only}`
      : sql`r.experiment IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
  ];
  if (query.viewType === 'ACTIVE_ONLY') conditions.push(sql`r.lifecycle_stage = 'active'`);
  if (query.viewType === 'DELETED_ONLY') conditions.push(sql`r.lifecycle_stage = 'deleted'`);
  if (query.filter !== undefined) conditions.push(filterToSql(query.filter, sourceOf));
  return sql`${sql.join(conditions, sql` AND `)}`;
};

/** What the index of an experiment's runs answers by itself. */
const isInIndexOrder = ({ filter, orderBy }: RunQuery): boolean =>
  filter === undefined &&
  orderBy.every(({ field, direction }) => isAttribute(field, 'start_time') && direction === 'DESC');

export const createRunSearch = (
  session: Session,
  settle: () => void,
): Pick<MetadataReader, 'searchRuns' | 'countRuns'> => {
  const mirror = createMirrorSearch(session);

  const findBySql = (query: RunQuery): number[] => {
    const { orderBy, limit, offset } = query;
    const orders = [...orderBy.map((order, index) => orderOf(order, `o${index}`)), tiebreaks(orderBy)];
    const found = runQuery(
      session,
      sql<{ id: number }>`SELECT r.id AS id FROM runs AS r ${joinsOf(orders)}
        WHERE ${conditionOf(query)} ORDER BY ${termsOf(orders)} LIMIT ${limit} OFFSET ${offset}`,
    );
    return found.map(({ id }) => id);
  };

  const countBySql = (query: Scope): number => {
    const [row] = runQuery(
      session,
      sql<{ total: number }>`SELECT count(*) AS total FROM runs AS r WHERE ${conditionOf(query)}`,
    );
    return row?.total ?? 0;
  };

  return {
    searchRuns(query) {
      const { filter, orderBy } = query;
      if (readsMetrics(filter) || orderBy.some(({ field }) => field.entity === 'metric')) settle();
      const ids = isInIndexOrder(query) ? undefined : mirror.find(query);
      return readRunRecords(session, ids ?? findBySql(query));
    },

    countRuns(query) {
      if (readsMetrics(query.filter)) settle();
      return (query.filter === undefined ? undefined : mirror.count(query)) ?? countBySql(query);
    },
  };
};
