import { MillraceError } from '@millrace/spec';
import type { RawBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';

const PATTERN_LIMIT = 1000;

/** SQLite's own matcher takes text times pattern steps up to here, and text to the power of the number of `%` beyond. */
const NATIVE_WILDCARDS = 2;

const toGlob = (pattern: string): string =>
  pattern.replace(/[*?[]/g, '[$&]').replaceAll('%', '*').replaceAll('_', '?');

const checkPattern = (pattern: string): void => {
  if (pattern.length <= PATTERN_LIMIT) return;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `A pattern of ${pattern.length} characters was given; at most ${PATTERN_LIMIT} are allowed. Shorten it.`,
    { reason: 'storage/pattern-too-long' },
  );
};

const wildcardsOf = (pattern: string): number => pattern.split('%').length - 1;

/** Case-sensitive: SQLite's LIKE is not, its GLOB is. */
export const isLike = (text: RawBuilder<unknown>, pattern: string): RawBuilder<SqlBool> => {
  checkPattern(pattern);
  return wildcardsOf(pattern) <= NATIVE_WILDCARDS
    ? sql`${text} GLOB ${toGlob(pattern)}`
    : sql`matches_like(${text}, ${pattern})`;
};

/** Regardless of the case of ASCII letters, as SQLite folds them for MLflow too. */
export const isLikeIgnoringCase = (text: RawBuilder<unknown>, pattern: string): RawBuilder<SqlBool> => {
  checkPattern(pattern);
  return wildcardsOf(pattern) <= NATIVE_WILDCARDS
    ? sql`${text} LIKE ${pattern}`
    : sql`matches_like(lower(${text}), lower(${pattern}))`;
};
