export type TokenKind =
  | 'space'
  | 'word'
  | 'keyword'
  | 'number'
  /** `'text'` or `"text"`: a value, or a key after a dot. */
  | 'string'
  /** `` `key` `` */
  | 'key'
  /** A quote that never closes; runs to the end. */
  | 'open-quote'
  | 'comparator'
  | 'dot'
  | 'comma'
  | 'open'
  | 'close'
  | 'unknown';

/** A piece of the text: `text.slice(start, end)`. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

const KEYWORDS: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'LIKE', 'ILIKE', 'IN', 'IS', 'NULL']);

const SINGLE: Readonly<Record<string, TokenKind>> = { '.': 'dot', ',': 'comma', '(': 'open', ')': 'close' };

const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ['space', /\s+/y],
  ['comparator', /<>|=[<>]|[=!<>]=?=?/y],
  ['number', /-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_])/uy],
  ['word', /[\p{L}\p{N}_]+/uy],
];

/** Digits after a dot are a key: `metrics.1`. */
const KEY_PART = /[\p{L}\p{N}_]+/uy;

/** What a dot may follow: anywhere else it begins a number such as `.5`. */
const NAMES: ReadonlySet<TokenKind> = new Set<TokenKind>(['word', 'key', 'string']);

const matchEnd = (pattern: RegExp, text: string, start: number): number | undefined => {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
};

/** The closing quote; a doubled quote stands for itself. */
const quoteEnd = (text: string, start: number): number | undefined => {
  const quote = text.charAt(start);
  for (let index = text.indexOf(quote, start + 1); index !== -1; index = text.indexOf(quote, index + 2)) {
    if (text.charAt(index + 1) !== quote) return index + 1;
  }
  return undefined;
};

const readToken = (text: string, start: number, before: TokenKind | undefined): Token => {
  const first = text.charAt(start);
  if (first === "'" || first === '"' || first === '`') {
    const end = quoteEnd(text, start);
    if (end === undefined) return { kind: 'open-quote', start, end: text.length };
    return { kind: first === '`' ? 'key' : 'string', start, end };
  }
  if (first === '.' && before !== undefined && NAMES.has(before))
    return { kind: 'dot', start, end: start + 1 };
  if (before === 'dot') {
    const end = matchEnd(KEY_PART, text, start);
    if (end !== undefined) return { kind: 'word', start, end };
  }
  for (const [kind, pattern] of PATTERNS) {
    const end = matchEnd(pattern, text, start);
    if (end === undefined) continue;
    const isKeyword = kind === 'word' && KEYWORDS.has(text.slice(start, end).toUpperCase());
    return { kind: isKeyword ? 'keyword' : kind, start, end };
  }
  const single = SINGLE[first];
  if (single !== undefined) return { kind: single, start, end: start + 1 };
  return { kind: 'unknown', start, end: start + String.fromCodePoint(text.codePointAt(start) ?? 0).length };
};

/** Cuts a text into tokens that cover it without gaps. Never throws: for colouring as well as for parsing. */
export const tokenize = (text: string): Token[] => {
  const tokens: Token[] = [];
  let start = 0;
  let before: TokenKind | undefined;
  while (start < text.length) {
    const token = readToken(text, start, before);
    tokens.push(token);
    start = token.end;
    before = token.kind;
  }
  return tokens;
};
