import { MillraceError } from '@millrace/spec';
import type { HttpRequest } from '../http/exchange.ts';
import { parseQuery } from '../http/target.ts';
import { type Message, MessageReader } from './message-reader.ts';

/** 1,000 metrics with keys of 250 characters are 0.4 MB, 100 params of 6,000 are 0.6 MB. */
const BODY_LIMIT = 10 * 1024 * 1024;

const DEPTH_LIMIT = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true });

const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

const malformed = (message: string, cause?: unknown): MillraceError =>
  new MillraceError('INVALID_PARAMETER_VALUE', message, { cause });

type Container = Message | readonly unknown[];

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** Refuses deep nesting, so that nothing after this has to think of it. Itself it goes no deeper than the limit. */
const checkDepth = (value: Container, levels: number): void => {
  if (levels === 0) throw malformed(`Malformed JSON: nested deeper than ${DEPTH_LIMIT} levels`);
  if (Array.isArray(value)) {
    for (const item of value) if (isContainer(item)) checkDepth(item, levels - 1);
  } else {
    const message = value as Message;
    for (const key in message) {
      const item = message[key];
      if (isContainer(item)) checkDepth(item, levels - 1);
    }
  }
};

const parse = (bytes: Uint8Array): unknown => {
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
    // Clients before MLflow 1.0 encode twice.
    if (typeof value === 'string') value = JSON.parse(value);
  } catch (cause) {
    throw malformed('Malformed JSON in the request body', cause);
  }
  if (isContainer(value)) checkDepth(value, DEPTH_LIMIT);
  return value ?? {};
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
