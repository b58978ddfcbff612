import type { Comparison, FieldReference, Filter } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { RawBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import { isLike, isLikeIgnoringCase } from './text-match.ts';

export type Condition = RawBuilder<SqlBool>;

/** Where a field's value stands. */
export type FieldSource =
  /** A column of the record itself. */
  | { readonly kind: 'column'; readonly value: RawBuilder<unknown>; readonly nullable: boolean }
  /** Rows of another table; of several any may match. */
  | {
      readonly kind: 'row';
      readonly from: RawBuilder<unknown>;
      readonly value: RawBuilder<unknown>;
      /** Whether a NULL is a value: NaN, which differs from every number. */
      readonly nanIsNull: boolean;
    }
  /** No record has it. */
  | { readonly kind: 'absent' };

export type SourceOf = (field: FieldReference) => FieldSource;

const always: Condition = sql`1`;
const never: Condition = sql`0`;

/** Halves, not a chain: SQLite bounds the depth of an expression. */
const join = (conditions: readonly Condition[], operator: 'and' | 'or'): Condition => {
  const [first] = conditions;
  if (first === undefined) return operator === 'and' ? always : never;
  if (conditions.length === 1) return first;
  const middle = Math.floor(conditions.length / 2);
  const left = join(conditions.slice(0, middle), operator);
  const right = join(conditions.slice(middle), operator);
  return operator === 'and' ? sql`(${left} AND ${right})` : sql`(${left} OR ${right})`;
};

const mismatch = ({ field, comparator }: Comparison, expected: string): MillraceError =>
  new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `The value compared with ${field.entity} '${field.key}' by ${comparator} must be ${expected}.`,
    { reason: 'storage/filter-value' },
  );

const textOf = (comparison: Comparison): string => {
  if (typeof comparison.value !== 'string') throw mismatch(comparison, 'a string');
  return comparison.value;
};

const listOf = (comparison: Comparison): string => {
  if (!Array.isArray(comparison.value)) throw mismatch(comparison, 'a list of strings');
  return JSON.stringify(comparison.value);
};

const scalarOf = (comparison: Comparison): string | number => {
  const { value } = comparison;
  if (typeof value !== 'string' && typeof value !== 'number')
    throw mismatch(comparison, 'a string or a number');
  return value;
};

/** How a value that is there compares. */
const comparisonOf = (value: RawBuilder<unknown>, comparison: Comparison): Condition => {
  switch (comparison.comparator) {
    case '=':
      return sql`${value} = ${scalarOf(comparison)}`;
    case '!=':
      return sql`${value} <> ${scalarOf(comparison)}`;
    case '<':
      return sql`${value} < ${scalarOf(comparison)}`;
    case '<=':
      return sql`${value} <= ${scalarOf(comparison)}`;
    case '>':
      return sql`${value} > ${scalarOf(comparison)}`;
    case '>=':
      return sql`${value} >= ${scalarOf(comparison)}`;
    case 'LIKE':
      return isLike(value, textOf(comparison));
    case 'ILIKE':
      return isLikeIgnoringCase(value, textOf(comparison));
    case 'IN':
      return sql`${value} IN (SELECT value FROM json_each(${listOf(comparison)}))`;
    case 'NOT IN':
      return sql`${value} NOT IN (SELECT value FROM json_each(${listOf(comparison)}))`;
    case 'IS NULL':
    case 'IS NOT NULL':
      return always;
  }
};

const compare = (comparison: Comparison, source: FieldSource): Condition => {
  const wantsAbsence = comparison.comparator === 'IS NULL';
  if (source.kind === 'absent') return wantsAbsence ? always : never;
  const { value } = source;
  if (source.kind === 'column') {
    if (wantsAbsence) return sql`${value} IS NULL`;
    const condition = comparisonOf(value, comparison);
    // Two-valued, so that NOT of it holds for a record without the value.
    return source.nullable ? sql`(${value} IS NOT NULL AND ${condition})` : condition;
  }
  if (wantsAbsence) return sql`NOT EXISTS (SELECT 1 FROM ${source.from})`;
  const differs = source.nanIsNull && comparison.comparator === '!=';
  const condition = differs
    ? sql<SqlBool>`(${value} IS NULL OR ${comparisonOf(value, comparison)})`
    : comparisonOf(value, comparison);
  return sql`EXISTS (SELECT 1 FROM ${source.from} AND ${condition})`;
};

/** A filter as a condition that is true or false for every record, never NULL. */
export const filterToSql = (filter: Filter, sourceOf: SourceOf): Condition => {
  switch (filter.kind) {
    case 'comparison':
      return compare(filter, sourceOf(filter.field));
    case 'and':
    case 'or':
      return join(
        filter.operands.map((operand) => filterToSql(operand, sourceOf)),
        filter.kind,
      );
    case 'not':
      return sql`NOT (${filterToSql(filter.operand, sourceOf)})`;
  }
};

/** Does it look at a metric anywhere? */
export const readsMetrics = (filter: Filter | undefined): boolean => {
  if (filter === undefined) return false;
  switch (filter.kind) {
    case 'comparison':
      return filter.field.entity === 'metric';
    case 'and':
    case 'or':
      return filter.operands.some(readsMetrics);
    case 'not':
      return readsMetrics(filter.operand);
  }
};

export const unknownField = ({ entity, key }: FieldReference): MillraceError =>
  new MillraceError('INVALID_PARAMETER_VALUE', `There is no ${entity} '${key}' to search by.`, {
    reason: 'storage/unknown-field',
  });
