import type { HttpAnswer } from './exchange.ts';

const JSON_HEADERS: Readonly<Record<string, string>> = { 'content-type': 'application/json' };

const isStream = (value: object): value is AsyncIterable<Uint8Array> => Symbol.asyncIterator in value;

/** One JSON document, or the bytes of one, whole or piece by piece. Not indented, unlike MLflow's: no client reads the white space. */
export const jsonAnswer = (
  value: object,
  options: { status?: number; headers?: Readonly<Record<string, string>> | undefined } = {},
): HttpAnswer => ({
  status: options.status ?? 200,
  headers: options.headers === undefined ? JSON_HEADERS : { ...JSON_HEADERS, ...options.headers },
  body: value instanceof Uint8Array || isStream(value) ? value : JSON.stringify(value),
});
