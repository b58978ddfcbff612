import type { Comparator, Comparison } from '@millrace/spec';
import { type ParsedField, parseField } from './parse-field.ts';
import { parseValue } from './parse-value.ts';
import type { TokenCursor } from './token-cursor.ts';
import type { Token } from './tokenize.ts';

const SYMBOLS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

const MEANT: Readonly<Record<string, string>> = {
  '==': '=',
  '===': '=',
  '!==': '!=',
  '<>': '!=',
  '=<': '<=',
  '=>': '>=',
  '!': '!=',
};

const isSymbol = (text: string): text is Comparator => SYMBOLS.has(text);

const readSymbol = (cursor: TokenCursor, token: Token): Comparator => {
  const text = cursor.textOf(token);
  if (isSymbol(text)) return text;
  const meant = MEANT[text];
  throw cursor.problem(
    token,
    `'${text}' is not a comparator`,
    meant === undefined ? undefined : { label: `Use ${meant}`, replacement: meant },
  );
};

const readWords = (cursor: TokenCursor, first: Token): Comparator => {
  switch (cursor.textOf(first).toUpperCase()) {
    case 'LIKE':
      return 'LIKE';
    case 'ILIKE':
      return 'ILIKE';
    case 'IN':
      return 'IN';
    case 'NOT':
      if (cursor.takeKeyword('IN')) return 'NOT IN';
      throw cursor.problem(cursor.peek(), 'expected IN after NOT', undefined);
    case 'IS': {
      const comparator = cursor.takeKeyword('NOT') ? 'IS NOT NULL' : 'IS NULL';
      if (cursor.takeKeyword('NULL')) return comparator;
      throw cursor.problem(cursor.peek(), 'expected NULL after IS');
    }
    default:
      throw cursor.problem(first, 'expected a comparator, such as = or LIKE');
  }
};

const parseComparator = (cursor: TokenCursor, field: ParsedField): Comparator => {
  if (field.rule.comparators.length === 0) {
    throw cursor.problem(field.token, `'${field.field.key}' is only for order_by`);
  }
  const first = cursor.next();
  if (first?.kind !== 'comparator' && first?.kind !== 'keyword') {
    throw cursor.problem(first, `expected one of ${field.rule.comparators.join(', ')}`);
  }
  const comparator = first.kind === 'comparator' ? readSymbol(cursor, first) : readWords(cursor, first);
  if (field.rule.comparators.includes(comparator)) return comparator;
  throw cursor.problem(
    first,
    `${field.field.entity} '${field.field.key}' cannot be compared with ${comparator}; expected one of ` +
      field.rule.comparators.join(', '),
  );
};

/** `identifier comparator value`. */
export const parseComparison = (cursor: TokenCursor): Comparison => {
  const field = parseField(cursor);
  const comparator = parseComparator(cursor, field);
  return { kind: 'comparison', field: field.field, comparator, value: parseValue(cursor, field, comparator) };
};
