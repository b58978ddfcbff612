import { MillraceError } from '@millrace/spec';
import type { HttpRequest } from '../http/exchange.ts';
import { parseQuery } from '../http/target.ts';
import { MessageReader } from './message-reader.ts';

/** 1,000 metrics with keys of 250 characters are 0.4 MB, 100 params of 6,000 are 0.6 MB. */
const BODY_LIMIT = 10 * 1024 * 1024;

const DEPTH_LIMIT = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true });

const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

const malformed = (message: string, cause?: unknown): MillraceError =>
  new MillraceError('INVALID_PARAMETER_VALUE', message, { cause });

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Refuses deep nesting before it becomes objects. */
const checkDepth = (bytes: Uint8Array): void => {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) {
      if (byte === BACKSLASH) at++;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (++depth > DEPTH_LIMIT) throw malformed(`Malformed JSON: nested deeper than ${DEPTH_LIMIT} levels`);
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) depth--;
  }
};

const parse = (bytes: Uint8Array): unknown => {
  if (bytes.length === 0) return {};
  checkDepth(bytes);
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    // Clients before MLflow 1.0 encode twice.
    return typeof value === 'string' ? JSON.parse(value) : (value ?? {});
  } catch (cause) {
    throw malformed('Malformed JSON in the request body', cause);
  }
};

/** POST and PUT must say that they bring JSON: a page elsewhere cannot send that without asking first. */
const checkContentType = (request: HttpRequest): void => {
  if (request.method !== 'POST' && request.method !== 'PUT') return;
  if (!JSON_TYPE.test(request.header('content-type') ?? '')) {
    throw malformed("Bad Request. Content-Type must be one of ['application/json'].");
  }
};

/** The request's message: from the query of a GET that has one, else from the body. */
export const readMessage = async (
  request: HttpRequest,
  query: string,
  lists: readonly string[],
): Promise<MessageReader> => {
  const isGet = request.method === 'GET' || request.method === 'HEAD';
  if (isGet && query !== '') return new MessageReader(parseQuery(query, lists));
  checkContentType(request);
  return new MessageReader(parse(await request.bytes(BODY_LIMIT)));
};
