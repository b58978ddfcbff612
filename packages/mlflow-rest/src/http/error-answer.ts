import { ERROR_CODES, MillraceError } from '@millrace/spec';
import type { HttpAnswer } from './exchange.ts';
import { jsonAnswer } from './json-answer.ts';

/** Statuses HTTP has and MLflow's code table has not, by reason. */
const STATUS_BY_REASON: Readonly<Record<string, number>> = {
  'http/method-not-allowed': 405,
  'http/body-too-large': 413,
  'http/body-too-slow': 408,
  'storage/range-not-satisfiable': 416,
};

const RETRY_AFTER: Readonly<Record<string, string>> = { 'retry-after': '1' };

const toMillraceError = (error: unknown): MillraceError =>
  MillraceError.is(error) ? error : new MillraceError('INTERNAL_ERROR', 'Internal error', { cause: error });

/** MLflow's error body. What is not a MillraceError is a defect: it is told to `onDefect`, never to the client. */
export const errorAnswer = (error: unknown, onDefect?: (error: unknown) => void): HttpAnswer => {
  const known = toMillraceError(error);
  if (known.code === 'INTERNAL_ERROR') onDefect?.(error);
  const status = STATUS_BY_REASON[known.reason ?? ''] ?? ERROR_CODES[known.code].http;
  return jsonAnswer(
    { error_code: known.code, message: known.message },
    { status, headers: status === 503 || status === 429 ? RETRY_AFTER : undefined },
  );
};
