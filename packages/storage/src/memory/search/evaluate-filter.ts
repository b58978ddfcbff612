import type { Comparison, FieldReference, Filter } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { compareText } from '../text-order.ts';

/** A record's value of a field, or its values; `undefined` or no value at all where it has none. */
export type ValueOf = (field: FieldReference) => string | number | readonly (string | number)[] | undefined;

const toLowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const PATTERN_LIMIT = 1000;

const expectPattern = (comparison: Comparison): string => {
  const pattern = expectText(comparison);
  if (pattern.length <= PATTERN_LIMIT) return pattern;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `A pattern of ${pattern.length} characters was given; at most ${PATTERN_LIMIT} are allowed. Shorten it.`,
    { reason: 'storage/pattern-too-long' },
  );
};

/** Which ends of the pattern each beginning of the text can reach, one symbol of text at a time. */
const isLike = (text: string, pattern: string): boolean => {
  const wanted = Array.from(pattern);
  let reached = new Set([0]);
  const passWildcards = (ends: Set<number>): Set<number> => {
    for (const end of ends) if (wanted[end] === '%') ends.add(end + 1);
    return ends;
  };
  passWildcards(reached);
  for (const symbol of text) {
    const next = new Set<number>();
    for (const end of reached) {
      const expected = wanted[end];
      if (expected === '%') next.add(end);
      else if (expected === '_' || expected === symbol) next.add(end + 1);
    }
    reached = passWildcards(next);
  }
  return reached.has(wanted.length);
};

const expectText = ({ value, field }: Comparison): string => {
  if (typeof value === 'string') return value;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `The value compared with ${field.entity} '${field.key}' must be a string.`,
    { reason: 'storage/filter-value' },
  );
};

const isInList = (actual: string | number, { value }: Comparison): boolean =>
  Array.isArray(value) && value.some((item) => item === actual);

/** Numbers compare as IEEE 754 has it: NaN differs from everything and is neither less nor greater. */
const compareWith = (actual: string | number, comparison: Comparison): number => {
  const { value } = comparison;
  if (typeof actual === 'number' && typeof value === 'number') {
    if (actual < value) return -1;
    if (actual > value) return 1;
    return actual === value ? 0 : Number.NaN;
  }
  return compareText(String(actual), expectText(comparison));
};

const compare = (actual: string | number | undefined, comparison: Comparison): boolean => {
  const { comparator } = comparison;
  if (actual === undefined) return comparator === 'IS NULL';
  switch (comparator) {
    case '=':
      return compareWith(actual, comparison) === 0;
    case '!=':
      return compareWith(actual, comparison) !== 0;
    case '<':
      return compareWith(actual, comparison) < 0;
    case '<=':
      return compareWith(actual, comparison) <= 0;
    case '>':
      return compareWith(actual, comparison) > 0;
    case '>=':
      return compareWith(actual, comparison) >= 0;
    case 'LIKE':
      return isLike(String(actual), expectPattern(comparison));
    case 'ILIKE':
      return isLike(toLowerAscii(String(actual)), toLowerAscii(expectPattern(comparison)));
    case 'IN':
      return isInList(actual, comparison);
    case 'NOT IN':
      return !isInList(actual, comparison);
    case 'IS NULL':
      return false;
    case 'IS NOT NULL':
      return true;
  }
};

/** Of several values any may match. */
const compareAny = (actual: ReturnType<ValueOf>, comparison: Comparison): boolean => {
  if (typeof actual !== 'object') return compare(actual, comparison);
  if (actual.length === 0) return compare(undefined, comparison);
  return actual.some((value) => compare(value, comparison));
};

export const matches = (filter: Filter, valueOf: ValueOf): boolean => {
  switch (filter.kind) {
    case 'comparison':
      return compareAny(valueOf(filter.field), filter);
    case 'and':
      return filter.operands.every((operand) => matches(operand, valueOf));
    case 'or':
      return filter.operands.some((operand) => matches(operand, valueOf));
    case 'not':
      return !matches(filter.operand, valueOf);
  }
};
