import type { ExperimentQuery, FieldReference, MetadataReader, OrderBy } from '@millrace/spec';
import type { RawBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { ExperimentRow } from '../metadata/experiments.ts';
import { experimentColumns, toExperiments } from '../metadata/experiments.ts';
import type { Session } from '../transactions/session.ts';
import { runQuery } from './compiled-query.ts';
import type { FieldSource } from './filter-to-sql.ts';
import { filterToSql, unknownField } from './filter-to-sql.ts';
import type { OrderSql } from './order-to-sql.ts';
import { columnOrder, entryOrder, isAttribute, joinsOf, noOrder, termsOf } from './order-to-sql.ts';

const COLUMNS: Readonly<Record<string, string>> = {
  name: 'name',
  artifact_location: 'artifact_location',
  creation_time: 'creation_time',
  last_update_time: 'last_update_time',
};

const columnOf = (field: FieldReference): RawBuilder<unknown> => {
  const column = Object.hasOwn(COLUMNS, field.key) ? COLUMNS[field.key] : undefined;
  if (column === undefined) throw unknownField(field);
  return sql.ref(`e.${column}`);
};

const sourceOf = (field: FieldReference): FieldSource => {
  switch (field.entity) {
    case 'attribute':
      return {
        kind: 'column',
        // Outside, an id is text.
        value: field.key === 'experiment_id' ? sql`CAST(e.id AS TEXT)` : columnOf(field),
        nullable: false,
      };
    case 'tag':
      return {
        kind: 'row',
        from: sql`experiment_tags WHERE experiment = e.id AND key = ${field.key}`,
        value: sql.ref('value'),
        nanIsNull: false,
      };
    case 'metric':
    case 'param':
    case 'dataset':
      return { kind: 'absent' };
  }
};

const orderOf = ({ field, direction }: OrderBy, alias: string): OrderSql => {
  switch (field.entity) {
    case 'attribute':
      return columnOrder(field.key === 'experiment_id' ? sql.ref('e.id') : columnOf(field), {
        direction,
        nullable: false,
      });
    case 'tag':
      return entryOrder(
        { table: 'experiment_tags', owner: 'experiment', record: sql.ref('e.id'), key: sql`${field.key}` },
        { alias, direction },
      );
    case 'metric':
    case 'param':
    case 'dataset':
      return noOrder;
  }
};

const ordersOf = (orderBy: readonly OrderBy[]): OrderSql[] => {
  if (orderBy.length === 0) {
    return [{ join: undefined, terms: [sql`e.creation_time DESC`, sql`e.id ASC`] }];
  }
  const orders = orderBy.map((order, index) => orderOf(order, `o${index}`));
  return orderBy.some(({ field }) => isAttribute(field, 'experiment_id'))
    ? orders
    : [...orders, { join: undefined, terms: [sql`e.id DESC`] }];
};

const conditionOf = ({ viewType, filter }: ExperimentQuery): RawBuilder<SqlBool> => {
  const conditions: RawBuilder<SqlBool>[] = [sql`1`];
  if (viewType === 'ACTIVE_ONLY') conditions.push(sql`e.lifecycle_stage = 'active'`);
  if (viewType === 'DELETED_ONLY') conditions.push(sql`e.lifecycle_stage = 'deleted'`);
  if (filter !== undefined) conditions.push(filterToSql(filter, sourceOf));
  return sql`${sql.join(conditions, sql` AND `)}`;
};

export const createExperimentSearch = (session: Session): Pick<MetadataReader, 'searchExperiments'> => ({
  searchExperiments(query) {
    const orders = ordersOf(query.orderBy);
    const rows = runQuery(
      session,
      sql<ExperimentRow>`SELECT ${sql.raw(experimentColumns.replace('id, name', 'e.id, e.name'))}
        FROM experiments AS e ${joinsOf(orders)}
        WHERE ${conditionOf(query)} ORDER BY ${termsOf(orders)} LIMIT ${query.limit} OFFSET ${query.offset}`,
    );
    return toExperiments(session, rows);
  },
});
