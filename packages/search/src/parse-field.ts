import type { FieldReference } from '@millrace/spec';
import type { EntityRule, FieldRule } from './grammar.ts';
import { nearest } from './nearest.ts';
import type { Token } from './tokenize.ts';
import type { TokenCursor } from './token-cursor.ts';

export interface ParsedField {
  readonly field: FieldReference;
  readonly rule: FieldRule;
  /** From the entity's first character to the key's last. */
  readonly token: Token;
}

const MAX_KEY_LENGTH = 250;

/** What is between the quotes; a doubled quote is one. */
export const unquote = (quoted: string): string => {
  const quote = quoted.charAt(0);
  return quoted.slice(1, -1).replaceAll(quote + quote, quote);
};

type Quoted = Token & { readonly kind: 'key' | 'string' };

const isQuoted = (token: Token | undefined): token is Quoted =>
  token?.kind === 'key' || token?.kind === 'string';

const nameOf = (cursor: TokenCursor, token: Token): string =>
  isQuoted(token) ? unquote(cursor.textOf(token)) : cursor.textOf(token);

const suggestion = (word: string, words: readonly string[]) => {
  const near = nearest(word, words);
  return near === undefined ? undefined : { label: `Did you mean '${near}'?`, replacement: near };
};

const findEntity = (cursor: TokenCursor, token: Token): EntityRule => {
  const name = nameOf(cursor, token);
  const { entities } = cursor.grammar;
  const found = entities.find((entity) => entity.names.includes(name));
  if (found !== undefined) return found;
  const shown = entities.map((entity) => entity.names[0]).join(', ');
  const names = entities.flatMap((entity) => entity.names);
  throw cursor.problem(
    token,
    `'${name}' is not something to search by; expected ${shown}`,
    suggestion(name, names),
  );
};

const findRule = (cursor: TokenCursor, entity: EntityRule, at: Token & { name: string }) => {
  const known = entity.keys.find((rule) => rule.key === at.name || rule.aliases.includes(at.name));
  if (known !== undefined) return { key: known.key, rule: known };
  if (entity.anyKey !== undefined) return { key: at.name, rule: entity.anyKey };
  const keys = entity.keys.map((rule) => rule.key);
  const what = entity.entity === 'attribute' ? 'an attribute' : `a ${entity.entity} key`;
  throw cursor.problem(
    at,
    `'${at.name}' is not ${what} of ${cursor.grammar.subject}; expected ${keys.join(', ')}`,
    suggestion(at.name, keys),
  );
};

const isBreak = (character: string): boolean => /[\s=!<>()'"`,]/.test(character);

/** A key with a dash, a slash or a space left unquoted: shows how to quote it. */
const refuseUnquoted = (cursor: TokenCursor, key: Token): void => {
  const following = cursor.peek();
  if (following === undefined || !cursor.touches(key)) return;
  if (following.kind !== 'unknown' && following.kind !== 'number' && following.kind !== 'dot') return;
  let end = key.end;
  while (end < cursor.text.length && !isBreak(cursor.text.charAt(end))) end++;
  const text = cursor.text.slice(key.start, end);
  throw cursor.fail({
    message: 'a key may hold letters, digits, _ and dots unless it is quoted',
    start: key.start,
    end: Math.max(end, key.end),
    fix: { label: `Write \`${text}\` in backticks`, replacement: `\`${text}\`` },
  });
};

/** What follows the first dot: one quoted key, or words joined by dots. */
const parseKey = (cursor: TokenCursor): Token => {
  const first = cursor.next();
  if (isQuoted(first)) return first;
  if (first?.kind !== 'word')
    throw cursor.problem(first, 'expected a key after the dot, such as metrics.loss');
  let end = first.end;
  while (cursor.peek()?.kind === 'dot' && cursor.peek()?.start === end) {
    const dot = cursor.next();
    const part = cursor.next();
    if (part?.kind !== 'word' || part.start !== dot?.end) {
      throw cursor.problem(part ?? dot, 'expected more of the key after the dot');
    }
    end = part.end;
  }
  const key: Token = { kind: 'word', start: first.start, end };
  refuseUnquoted(cursor, key);
  return key;
};

/** `entity.key`, or the key of an attribute alone. */
export const parseField = (cursor: TokenCursor): ParsedField => {
  const first = cursor.next();
  if (first?.kind !== 'word' && !isQuoted(first)) {
    throw cursor.problem(first, 'expected what to compare, such as metrics.loss or params.model');
  }
  const dot = cursor.peek();
  const hasEntity = dot?.kind === 'dot' && cursor.touches(first);
  let entity: EntityRule;
  let key: Token;
  if (hasEntity) {
    entity = findEntity(cursor, first);
    cursor.next();
    if (cursor.peek() !== undefined && !cursor.touches(dot)) {
      throw cursor.problem(dot, 'no space may stand beside the dot');
    }
    key = parseKey(cursor);
  } else {
    key = first;
    if (first.kind === 'word') refuseUnquoted(cursor, first);
    const attribute = cursor.grammar.entities.find((candidate) => candidate.entity === 'attribute');
    if (attribute === undefined)
      throw cursor.problem(first, 'expected an entity and a key, such as tags.kind');
    entity = attribute;
  }
  const name = nameOf(cursor, key);
  if (name === '' || name.length > MAX_KEY_LENGTH) {
    throw cursor.problem(key, `a key has 1 to ${MAX_KEY_LENGTH} characters`);
  }
  const found = findRule(cursor, entity, { ...key, name });
  return {
    field: { entity: entity.entity, key: found.key },
    rule: found.rule,
    token: { kind: 'word', start: first.start, end: key.end },
  };
};
