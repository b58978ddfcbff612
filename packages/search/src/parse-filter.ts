import type { Filter } from '@millrace/spec';
import type { Grammar } from './grammar.ts';
import { parseComparison } from './parse-comparison.ts';
import { problemOf, type SearchProblem, searchError } from './search-problem.ts';
import { createTokenCursor, type TokenCursor } from './token-cursor.ts';

/** Longer texts are refused unread: a filter is typed by a person or lists some ids. */
const MAX_LENGTH = 65_536;
const MAX_DEPTH = 64;
const MAX_CLAUSES = 200;

interface Progress {
  clauses: number;
}

const joinWith = (kind: 'and' | 'or', operands: readonly Filter[]): Filter => {
  const [only] = operands;
  return operands.length === 1 && only !== undefined ? only : { kind, operands };
};

const refuseDoubled = (cursor: TokenCursor): void => {
  const token = cursor.peek();
  const keyword = cursor.keyword();
  if (token === undefined) {
    throw cursor.problem(token, 'expected one more clause, such as metrics.loss < 1');
  }
  if (keyword !== 'AND' && keyword !== 'OR') return;
  throw cursor.problem(token, `one ${keyword} too many`, { label: `Remove ${keyword}`, replacement: '' });
};

const parsePrimary = (cursor: TokenCursor, progress: Progress, depth: number): Filter => {
  const token = cursor.peek();
  if (depth > MAX_DEPTH) throw cursor.problem(token, `nested deeper than ${MAX_DEPTH} levels`);
  if (cursor.takeKeyword('NOT')) {
    return { kind: 'not', operand: parsePrimary(cursor, progress, depth + 1) };
  }
  if (token?.kind === 'open') {
    cursor.next();
    const inner = parseOr(cursor, progress, depth + 1);
    const close = cursor.next();
    if (close?.kind !== 'close') throw cursor.problem(close, 'expected ) or a further AND or OR');
    return inner;
  }
  refuseDoubled(cursor);
  progress.clauses++;
  if (progress.clauses > MAX_CLAUSES) throw cursor.problem(token, `more than ${MAX_CLAUSES} clauses`);
  return parseComparison(cursor);
};

const parseAnd = (cursor: TokenCursor, progress: Progress, depth: number): Filter => {
  const operands = [parsePrimary(cursor, progress, depth)];
  while (cursor.takeKeyword('AND')) operands.push(parsePrimary(cursor, progress, depth));
  return joinWith('and', operands);
};

const parseOr = (cursor: TokenCursor, progress: Progress, depth: number): Filter => {
  const operands = [parseAnd(cursor, progress, depth)];
  while (cursor.takeKeyword('OR')) operands.push(parseAnd(cursor, progress, depth));
  return joinWith('or', operands);
};

const refuseRest = (cursor: TokenCursor): void => {
  const token = cursor.peek();
  if (token === undefined) return;
  const text = cursor.textOf(token);
  const symbol = cursor.text.slice(token.start, token.start + 2);
  if (symbol === '&&' || symbol === '||') {
    const word = symbol === '&&' ? 'AND' : 'OR';
    throw cursor.fail({
      message: `clauses are joined by ${word}`,
      start: token.start,
      end: token.start + 2,
      fix: { label: `Use ${word}`, replacement: word },
    });
  }
  throw cursor.problem(
    token,
    'expected AND, OR or the end',
    token.kind === 'word' ? { label: 'Put AND in between', replacement: `AND ${text}` } : undefined,
  );
};

/**
 * Reads a filter. The grammar is MLflow's, clauses joined by AND, extended by OR, NOT and parentheses; NOT binds
 * tighter than AND, AND tighter than OR. A blank text is no filter.
 *
 * Throws INVALID_PARAMETER_VALUE with the place, the text there, and the fix when one is obvious.
 */
export const parseFilter = (text: string | undefined, grammar: Grammar): Filter | undefined => {
  if (text === undefined || text.trim() === '') return undefined;
  if (text.length > MAX_LENGTH) {
    throw searchError(text, {
      message: `${text.length} characters are too many; at most ${MAX_LENGTH} are read`,
      start: MAX_LENGTH,
      end: text.length,
    });
  }
  const cursor = createTokenCursor(text, grammar);
  const filter = parseOr(cursor, { clauses: 0 }, 0);
  refuseRest(cursor);
  return filter;
};

/** The same for an editor: a problem is an answer, not an error. */
export const checkFilter = (
  text: string,
  grammar: Grammar,
): { readonly filter: Filter | undefined } | { readonly problem: SearchProblem } => {
  try {
    return { filter: parseFilter(text, grammar) };
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    return { problem };
  }
};
