import type { FieldReference } from '@millrace/spec';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';

/** What one order adds to a statement: a join where the value stands in another table, and its terms. */
export interface OrderSql {
  readonly join: RawBuilder<unknown> | undefined;
  readonly terms: readonly RawBuilder<unknown>[];
}

const directed = (value: RawBuilder<unknown>, direction: 'ASC' | 'DESC'): RawBuilder<unknown> =>
  direction === 'ASC' ? sql`${value} ASC` : sql`${value} DESC`;

export const columnOrder = (
  value: RawBuilder<unknown>,
  { direction, nullable }: { direction: 'ASC' | 'DESC'; nullable: boolean },
): OrderSql => ({
  join: undefined,
  terms: nullable ? [sql`${value} IS NULL`, directed(value, direction)] : [directed(value, direction)],
});

/** A table of entries keyed by record and name: records without the entry come last, then NaN in it. */
export const entryOrder = (
  entry: {
    readonly table: string;
    readonly owner: string;
    readonly record: RawBuilder<unknown>;
    readonly key: RawBuilder<unknown>;
  },
  { alias, direction }: { alias: string; direction: 'ASC' | 'DESC' },
): OrderSql => {
  const owner = sql.ref(`${alias}.${entry.owner}`);
  const value = sql.ref(`${alias}.value`);
  return {
    join: sql`LEFT JOIN ${sql.table(entry.table)} AS ${sql.ref(alias)}
      ON ${owner} = ${entry.record} AND ${sql.ref(`${alias}.key`)} = ${entry.key}`,
    terms: [sql`${owner} IS NULL`, sql`${value} IS NULL`, directed(value, direction)],
  };
};

/** No record has the field: it orders nothing. */
export const noOrder: OrderSql = { join: undefined, terms: [] };

export const isAttribute = (field: FieldReference, key: string): boolean =>
  field.entity === 'attribute' && field.key === key;

export const joinsOf = (orders: readonly OrderSql[]): RawBuilder<unknown> =>
  sql.join(
    orders.flatMap(({ join }) => join ?? []),
    sql` `,
  );

export const termsOf = (orders: readonly OrderSql[]): RawBuilder<unknown> =>
  sql.join(orders.flatMap(({ terms }) => terms));
