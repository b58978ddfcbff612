import type { FieldReference, OrderBy, RegistryReader } from '@millrace/spec';
import type { RawBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import { readModels } from '../registry/read-models.ts';
import { readVersions } from '../registry/read-versions.ts';
import type { Session } from '../transactions/session.ts';
import { runQuery } from './compiled-query.ts';
import type { FieldSource } from './filter-to-sql.ts';
import { filterToSql, unknownField } from './filter-to-sql.ts';
import type { OrderSql } from './order-to-sql.ts';
import { columnOrder, termsOf } from './order-to-sql.ts';

export type RegistrySearch = Pick<RegistryReader, 'searchModels' | 'searchModelVersions'>;

/** A record that has attributes in columns and tags in a table. */
interface Searched {
  /** Columns by attribute; the value says whether a record can be without it. */
  readonly columns: Readonly<Record<string, { readonly column: string; readonly nullable: boolean }>>;
  /** The tags of the record at hand, by key. */
  readonly tagsOf: (key: string) => RawBuilder<unknown>;
}

const always = (column: string) => ({ column, nullable: false });

const models: Searched = {
  columns: { name: always('m.name'), last_updated_timestamp: always('m.last_update_time') },
  tagsOf: (key) => sql`registered_model_tags WHERE model = m.id AND key = ${key}`,
};

const versions: Searched = {
  columns: {
    name: always('m.name'),
    version_number: always('v.version'),
    source_path: always('v.source'),
    run_id: { column: 'v.run_id', nullable: true },
    creation_timestamp: always('v.creation_time'),
    last_updated_timestamp: always('v.last_update_time'),
  },
  tagsOf: (key) => sql`model_version_tags WHERE version = v.id AND key = ${key}`,
};

const columnOf = ({ columns }: Searched, field: FieldReference) => {
  const found = Object.hasOwn(columns, field.key) ? columns[field.key] : undefined;
  if (found === undefined) throw unknownField(field);
  return { value: sql.ref(found.column), nullable: found.nullable };
};

const sourceOf =
  (searched: Searched) =>
  (field: FieldReference): FieldSource => {
    if (field.entity === 'attribute') return { kind: 'column', ...columnOf(searched, field) };
    if (field.entity !== 'tag') return { kind: 'absent' };
    return { kind: 'row', from: searched.tagsOf(field.key), value: sql.ref('value'), nanIsNull: false };
  };

/** Only attributes are sorted by. The ties follow, without those that were asked for. */
const ordersOf = (
  searched: Searched,
  orderBy: readonly OrderBy[],
  ties: readonly (readonly [key: string, direction: 'ASC' | 'DESC'])[],
): OrderSql[] => {
  const given = new Set(orderBy.map(({ field }) => field.key));
  const all = [
    ...orderBy,
    ...ties
      .filter(([key]) => !given.has(key))
      .map(([key, direction]): OrderBy => ({ field: { entity: 'attribute', key }, direction })),
  ];
  return all.map(({ field, direction }) => {
    if (field.entity !== 'attribute') throw unknownField(field);
    const { value, nullable } = columnOf(searched, field);
    return columnOrder(value, { direction, nullable });
  });
};

export const createRegistrySearch = (session: Session): RegistrySearch => ({
  searchModels({ filter, orderBy, limit, offset }) {
    const orders = ordersOf(models, orderBy, [['name', 'ASC']]);
    const condition: RawBuilder<SqlBool> =
      filter === undefined ? sql`1` : filterToSql(filter, sourceOf(models));
    const found = runQuery(
      session,
      sql<{ id: number }>`SELECT m.id AS id FROM registered_models AS m WHERE ${condition}
        ORDER BY ${termsOf(orders)} LIMIT ${limit} OFFSET ${offset}`,
    );
    return readModels(
      session,
      found.map(({ id }) => id),
    );
  },

  searchModelVersions({ filter, orderBy, limit, offset }) {
    const newest = [['last_updated_timestamp', 'DESC']] as const;
    const orders = ordersOf(versions, orderBy, [
      ...(orderBy.length === 0 ? newest : []),
      ['name', 'ASC'],
      ['version_number', 'DESC'],
    ]);
    const condition: RawBuilder<SqlBool> =
      filter === undefined ? sql`1` : filterToSql(filter, sourceOf(versions));
    const found = runQuery(
      session,
      sql<{ id: number }>`SELECT v.id AS id
        FROM model_versions AS v JOIN registered_models AS m ON m.id = v.model
        WHERE v.deleted = 0 AND ${condition}
        ORDER BY ${termsOf(orders)} LIMIT ${limit} OFFSET ${offset}`,
    );
    return readVersions(
      session,
      found.map(({ id }) => id),
    ).map(({ version }) => version);
  },
});
