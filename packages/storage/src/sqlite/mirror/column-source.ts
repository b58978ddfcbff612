import type { FieldReference } from '@millrace/spec';
import { type Column, NumberColumn, TextColumn } from './columns.ts';

/** Where a column's values stand: rows of (run, value). */
export interface ColumnSource {
  readonly sql: string;
  readonly parameters: readonly string[];
  create(): Column;
}

const TEXT_ATTRIBUTES = new Set(['run_id', 'run_name', 'user_id', 'status', 'artifact_uri']);
const NUMBER_ATTRIBUTES = new Set(['start_time', 'end_time']);

const text = (): Column => new TextColumn();
const number = (): Column => new NumberColumn();

/** `undefined` for what is left to SQL. */
export const sourceOf = ({ entity, key }: FieldReference): ColumnSource | undefined => {
  switch (entity) {
    case 'attribute':
      if (TEXT_ATTRIBUTES.has(key)) {
        return { sql: `SELECT r.id, r.${key} FROM runs r WHERE 1`, parameters: [], create: text };
      }
      if (!NUMBER_ATTRIBUTES.has(key)) return undefined;
      return {
        sql: `SELECT r.id, r.${key} FROM runs r WHERE r.${key} IS NOT NULL`,
        parameters: [],
        create: number,
      };
    case 'param':
    case 'tag':
      return {
        sql: `SELECT r.id, e.value FROM runs r CROSS JOIN ${entity === 'param' ? 'params' : 'run_tags'} e
              WHERE e.run = r.id AND e.key = ?`,
        parameters: [key],
        create: text,
      };
    case 'metric':
      return {
        sql: `SELECT r.id, e.value FROM runs r CROSS JOIN latest_metrics e
              WHERE e.run = r.id AND e.key = (SELECT id FROM metric_keys WHERE key = ?)`,
        parameters: [key],
        create: number,
      };
    case 'dataset':
      return undefined;
  }
};
