import type { HttpAnswer } from './exchange.ts';

const JSON_HEADERS: Readonly<Record<string, string>> = { 'content-type': 'application/json' };

/** One JSON document, or the bytes of one. Not indented, unlike MLflow's: no client reads the white space. */
export const jsonAnswer = (
  value: object,
  options: { status?: number; headers?: Readonly<Record<string, string>> | undefined } = {},
): HttpAnswer => ({
  status: options.status ?? 200,
  headers: options.headers === undefined ? JSON_HEADERS : { ...JSON_HEADERS, ...options.headers },
  body: value instanceof Uint8Array ? value : JSON.stringify(value),
});
