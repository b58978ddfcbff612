import type { MillraceError } from '@millrace/spec';
import type { Grammar } from './grammar.ts';
import { type SearchProblem, searchError } from './search-problem.ts';
import { type Token, tokenize } from './tokenize.ts';

/** A place in a text of tokens. Spaces are skipped; `touches` tells where there was none. */
export interface TokenCursor {
  readonly text: string;
  readonly grammar: Grammar;
  peek(): Token | undefined;
  next(): Token | undefined;
  textOf(token: Token): string;
  /** The keyword at the cursor, upper case. */
  keyword(): string | undefined;
  /** Takes this keyword if it stands here. */
  takeKeyword(keyword: string): boolean;
  /** Whether the coming token begins where this one ends. */
  touches(token: Token): boolean;
  problem(at: Token | undefined, message: string, fix?: SearchProblem['fix']): MillraceError;
  fail(problem: SearchProblem): MillraceError;
}

export const createTokenCursor = (text: string, grammar: Grammar, kind?: string): TokenCursor => {
  const tokens = tokenize(text).filter((token) => token.kind !== 'space');
  let index = 0;
  const textOf = (token: Token): string => text.slice(token.start, token.end);
  const keyword = (): string | undefined => {
    const token = tokens[index];
    return token?.kind === 'keyword' ? textOf(token).toUpperCase() : undefined;
  };
  const fail = (problem: SearchProblem): MillraceError => searchError(text, problem, kind);
  return {
    text,
    grammar,
    textOf,
    keyword,
    fail,
    peek: () => tokens[index],
    next: () => tokens[index++],
    takeKeyword: (wanted) => {
      if (keyword() !== wanted) return false;
      index++;
      return true;
    },
    touches: (token) => tokens[index]?.start === token.end,
    problem: (at, message, fix) =>
      fail({ message, start: at?.start ?? text.length, end: at?.end ?? text.length, fix }),
  };
};
