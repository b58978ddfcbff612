import type { OrderBy } from '@millrace/spec';
import type { Grammar } from './grammar.ts';
import { parseField } from './parse-field.ts';
import { searchError } from './search-problem.ts';
import { createTokenCursor, type TokenCursor } from './token-cursor.ts';

const MAX_ITEMS = 32;
const MAX_LENGTH = 1000;
const KIND = 'order_by';

const parseDirection = (cursor: TokenCursor): OrderBy['direction'] => {
  const token = cursor.next();
  if (token === undefined) return 'ASC';
  const word = cursor.textOf(token).toUpperCase();
  if (word !== 'ASC' && word !== 'DESC') throw cursor.problem(token, 'expected ASC or DESC');
  return word;
};

/** MLflow also takes entity and key in one pair of quotes: `` `metrics.val loss` ``. */
const splitQuoted = (text: string, grammar: Grammar): string => {
  const match = /^\s*([`"])(\w+)\.([^`"]+)\1(.*)$/s.exec(text);
  const [, , entity = '', key = '', rest = ''] = match ?? [];
  const isEntity = grammar.entities.some(({ names }) => names.includes(entity));
  return isEntity ? `${entity}.\`${key}\`${rest}` : text;
};

const parseItem = (given: string, grammar: Grammar): OrderBy => {
  const text = splitQuoted(given, grammar);
  if (text.length > MAX_LENGTH) {
    const problem = { message: `longer than ${MAX_LENGTH} characters`, start: MAX_LENGTH, end: text.length };
    throw searchError(text, problem, KIND);
  }
  const cursor = createTokenCursor(text, grammar, KIND);
  const { field, rule, token } = parseField(cursor);
  if (!rule.sortable) throw cursor.problem(token, `${grammar.subject} cannot be ordered by ${field.entity}s`);
  const direction = parseDirection(cursor);
  const rest = cursor.peek();
  if (rest !== undefined) throw cursor.problem(rest, 'expected nothing after ASC or DESC');
  return { field, direction };
};

/** Reads `<identifier> [ASC|DESC]` items, identifiers as in filters. Throws INVALID_PARAMETER_VALUE. */
export const parseOrderBy = (items: readonly string[], grammar: Grammar): OrderBy[] => {
  if (items.length > MAX_ITEMS) {
    const problem = {
      message: `${items.length} keys given, at most ${MAX_ITEMS} are taken`,
      start: 0,
      end: 0,
    };
    throw searchError('', problem, KIND);
  }
  const seen = new Set<string>();
  return items.map((text) => {
    const item = parseItem(text, grammar);
    const name = `${item.field.entity} ${item.field.key}`;
    if (seen.has(name)) {
      const problem = {
        message: 'this key was already given; give each key once',
        start: 0,
        end: text.length,
      };
      throw searchError(text, problem, KIND);
    }
    seen.add(name);
    return item;
  });
};
