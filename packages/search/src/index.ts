export { experimentGrammar } from './experiment-grammar.ts';
export type { EntityRule, FieldRule, Grammar, KeyRule, ValueType } from './grammar.ts';
export { checkFilter, parseFilter } from './parse-filter.ts';
export { parseOrderBy } from './parse-order-by.ts';
export { printField, printFilter } from './print-filter.ts';
export { runGrammar } from './run-grammar.ts';
export type { SearchProblem } from './search-problem.ts';
export { tokenize } from './tokenize.ts';
export type { Token, TokenKind } from './tokenize.ts';
