import { MillraceError } from '@millrace/spec';
import type { Message } from '../proto-json/message-reader.ts';

const malformed = (cause: unknown): MillraceError =>
  new MillraceError('INVALID_PARAMETER_VALUE', 'Invalid path: malformed percent-encoding', { cause });

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw malformed(cause);
  }
};

/** Cuts a request target at its first `?`; nothing is decoded. */
export const splitTarget = (target: string): { path: string; query: string } => {
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
};

/**
 * Query parameters under their field names. The first of several counts, unless the field is one of `lists`.
 * Stricter than URLSearchParams: bytes that are not UTF-8 are refused, not replaced.
 */
export const parseQuery = (query: string, lists: readonly string[]): Message => {
  const message: Record<string, unknown> = Object.create(null);
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const [rawName, rawValue] = splitPair(pair);
    const name = decode(rawName);
    const value = decode(rawValue);
    const earlier = message[name];
    if (!lists.includes(name)) message[name] ??= value;
    else if (Array.isArray(earlier)) earlier.push(value);
    else message[name] = [value];
  }
  return message;
};

const splitPair = (pair: string): [string, string] => {
  const spaced = pair.replaceAll('+', ' ');
  const mark = spaced.indexOf('=');
  return mark < 0 ? [spaced, ''] : [spaced.slice(0, mark), spaced.slice(mark + 1)];
};

/** One part of a path that is not a file's: an encoded separator belongs to it. */
export const decodePart = decode;

/** The artifact path in a URL: each part decoded once; a separator that arrives encoded is refused. */
export const decodePath = (encoded: string): string =>
  encoded
    .split('/')
    .map((part) => {
      const decoded = decode(part);
      if (decoded.includes('/')) {
        throw new MillraceError(
          'INVALID_PARAMETER_VALUE',
          'Invalid path: an encoded separator is not allowed',
        );
      }
      return decoded;
    })
    .join('/');

const ESCAPE = /%([0-9a-f]{2})/gi;

/**
 * Refuses a path that would climb if anything decoded it again, however often. Other percent signs are plain characters:
 * MLflow's image files are called `loss%step%25%timestamp%17…`.
 */
export const refuseHiddenClimb = (path: string): string => {
  for (let form = path, next = ''; ; form = next) {
    if (form.split(/[/\\]/).some((part) => part === '..' || part === '.')) {
      throw new MillraceError('INVALID_PARAMETER_VALUE', 'Invalid path: it must stay below its root');
    }
    next = form.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (next === form) return path;
  }
};
