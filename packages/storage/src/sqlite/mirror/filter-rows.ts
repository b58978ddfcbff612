import type { Comparison, FieldReference, Filter } from '@millrace/spec';
import { compareText } from '../../memory/text-order.ts';
import { matchesLike } from '../search/like-pattern.ts';
import { type Column, NumberColumn, type TextColumn } from './columns.ts';

export type RowTest = (row: number) => boolean;
export type ColumnOf = (field: FieldReference) => Column | undefined;

const PATTERN_LIMIT = 1_000;

const foldAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** How a text compares; `undefined` where the comparison is refused, which is left to SQL to say. */
const textTest = ({ comparator, value }: Comparison): ((text: string) => boolean) | undefined => {
  if (comparator === 'IN' || comparator === 'NOT IN') {
    if (!Array.isArray(value)) return undefined;
    const wanted = new Set<unknown>(value);
    return comparator === 'IN' ? (text) => wanted.has(text) : (text) => !wanted.has(text);
  }
  if (typeof value !== 'string') return undefined;
  switch (comparator) {
    case '=':
      return (text) => text === value;
    case '!=':
      return (text) => text !== value;
    case '<':
      return (text) => compareText(text, value) < 0;
    case '<=':
      return (text) => compareText(text, value) <= 0;
    case '>':
      return (text) => compareText(text, value) > 0;
    case '>=':
      return (text) => compareText(text, value) >= 0;
    case 'LIKE':
      return value.length > PATTERN_LIMIT ? undefined : (text) => matchesLike(text, value) === 1;
    case 'ILIKE': {
      if (value.length > PATTERN_LIMIT) return undefined;
      const folded = foldAscii(value);
      return (text) => matchesLike(foldAscii(text), folded) === 1;
    }
    default:
      return undefined;
  }
};

/** Each distinct text is compared once, when a row with it is met. */
const testTexts = ({ codes, texts }: TextColumn, comparison: Comparison): RowTest | undefined => {
  if (comparison.comparator === 'IS NULL') return (row) => codes[row] === 0;
  if (comparison.comparator === 'IS NOT NULL') return (row) => codes[row] !== 0;
  const test = textTest(comparison);
  if (test === undefined) return undefined;
  /** 1 false, 2 true. */
  const known = new Uint8Array(texts.length);
  known[0] = 1;
  return (row) => {
    const code = codes[row] as number;
    const verdict = known[code];
    if (verdict !== 0) return verdict === 2;
    const holds = test(texts[code] as string);
    known[code] = holds ? 2 : 1;
    return holds;
  };
};

const testNumbers = (
  { values, isPresent }: NumberColumn,
  { comparator, value }: Comparison,
): RowTest | undefined => {
  const has: RowTest = (row) => isPresent[row] === 1;
  if (comparator === 'IS NULL') return (row) => !has(row);
  if (comparator === 'IS NOT NULL') return has;
  if (typeof value !== 'number') return undefined;
  switch (comparator) {
    case '=':
      return (row) => has(row) && values[row] === value;
    case '!=':
      return (row) => has(row) && values[row] !== value;
    case '<':
      return (row) => has(row) && (values[row] as number) < value;
    case '<=':
      return (row) => has(row) && (values[row] as number) <= value;
    case '>':
      return (row) => has(row) && (values[row] as number) > value;
    case '>=':
      return (row) => has(row) && (values[row] as number) >= value;
    default:
      return undefined;
  }
};

/** A filter as a test of rows; `undefined` where some of it is left to SQL. */
export const filterRows = (filter: Filter, columnOf: ColumnOf): RowTest | undefined => {
  if (filter.kind === 'comparison') {
    const column = columnOf(filter.field);
    if (column === undefined) return undefined;
    return column instanceof NumberColumn ? testNumbers(column, filter) : testTexts(column, filter);
  }
  if (filter.kind === 'not') {
    const test = filterRows(filter.operand, columnOf);
    return test === undefined ? undefined : (row) => !test(row);
  }
  const tests: RowTest[] = [];
  for (const operand of filter.operands) {
    const test = filterRows(operand, columnOf);
    if (test === undefined) return undefined;
    tests.push(test);
  }
  return filter.kind === 'and'
    ? (row) => tests.every((test) => test(row))
    : (row) => tests.some((test) => test(row));
};
