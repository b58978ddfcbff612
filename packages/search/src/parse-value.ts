import type { Comparator } from '@millrace/spec';
import { type ParsedField, unquote } from './parse-field.ts';
import type { TokenCursor } from './token-cursor.ts';
import type { Token } from './tokenize.ts';

const MAX_TEXT_LENGTH = 20_000;
/** Matching costs length times wildcards: enough for any real pattern, too few to stall a database. */
const MAX_WILDCARDS = 100;

const NUMBER = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

const describe = (cursor: TokenCursor, token: Token | undefined): string =>
  token === undefined ? 'nothing' : cursor.textOf(token).slice(0, 40);

const plural = (field: ParsedField): string =>
  field.field.entity === 'attribute' ? `'${field.field.key}' takes` : `${field.field.entity}s take`;

const parseNumber = (cursor: TokenCursor, field: ParsedField): number => {
  const token = cursor.next();
  if (token?.kind === 'number') {
    const value = Number(cursor.textOf(token));
    if (!Number.isFinite(value)) throw cursor.problem(token, 'the number is beyond what a double holds');
    if (field.rule.type === 'integer' && !Number.isSafeInteger(value)) {
      throw cursor.problem(token, `${plural(field)} whole numbers`);
    }
    return value;
  }
  const inner = token?.kind === 'string' ? unquote(cursor.textOf(token)).trim() : '';
  throw cursor.problem(
    token,
    `${plural(field)} numbers, found ${describe(cursor, token)}`,
    NUMBER.test(inner) ? { label: 'Remove the quotes', replacement: inner } : undefined,
  );
};

const parseText = (cursor: TokenCursor, field: ParsedField): string => {
  const token = cursor.next();
  if (token?.kind === 'open-quote') throw cursor.problem(token, 'the quote is never closed');
  if (token?.kind !== 'string') {
    const found = describe(cursor, token);
    const plain = token?.kind === 'word' || token?.kind === 'number';
    throw cursor.problem(
      token,
      `${plural(field)} text in quotes, found ${found}`,
      plain ? { label: `Write '${found}'`, replacement: `'${cursor.textOf(token)}'` } : undefined,
    );
  }
  const value = unquote(cursor.textOf(token));
  if (value.length > MAX_TEXT_LENGTH) {
    throw cursor.problem(token, `the text is longer than ${MAX_TEXT_LENGTH} characters`);
  }
  if (field.rule.type !== 'id') return value;
  if (!/^\d{1,18}$/.test(value))
    throw cursor.problem(token, `'${field.field.key}' takes an integer in quotes`);
  return String(BigInt(value));
};

const parsePattern = (cursor: TokenCursor, field: ParsedField): string => {
  const token = cursor.peek();
  const value = parseText(cursor, field);
  if (value.split('%').length - 1 > MAX_WILDCARDS) {
    throw cursor.problem(token, `a pattern may hold at most ${MAX_WILDCARDS} %`);
  }
  return value;
};

const parseList = (cursor: TokenCursor, field: ParsedField): string[] => {
  const open = cursor.next();
  if (open?.kind !== 'open') throw cursor.problem(open, "expected a list, such as ('a', 'b')");
  const values = [parseText(cursor, field)];
  for (;;) {
    const token = cursor.next();
    if (token?.kind === 'close') return values;
    if (token?.kind !== 'comma') throw cursor.problem(token, 'expected , or ) in the list');
    values.push(parseText(cursor, field));
  }
};

/** The right side of a comparison, as its field and comparator want it. */
export const parseValue = (
  cursor: TokenCursor,
  field: ParsedField,
  comparator: Comparator,
): string | number | string[] | null => {
  switch (comparator) {
    case 'IS NULL':
    case 'IS NOT NULL':
      return null;
    case 'IN':
    case 'NOT IN':
      return parseList(cursor, field);
    case 'LIKE':
    case 'ILIKE':
      return parsePattern(cursor, field);
    default:
      return field.rule.type === 'number' || field.rule.type === 'integer'
        ? parseNumber(cursor, field)
        : parseText(cursor, field);
  }
};
