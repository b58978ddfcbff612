import { type ErrorCode, MillraceError } from '@millrace/spec';

export interface Transience {
  /** How long the server asks to wait, in ms. */
  readonly retryAfterMs?: number | undefined;
}

const known = new WeakMap<MillraceError, Transience>();

const TRANSIENT: ReadonlySet<ErrorCode> = new Set([
  'TEMPORARILY_UNAVAILABLE',
  'RESOURCE_EXHAUSTED',
  'REQUEST_LIMIT_EXCEEDED',
  'DEADLINE_EXCEEDED',
]);

/** Says that the same request may succeed later. For transports, which see status and headers. */
export const markTransient = (error: MillraceError, transience: Transience): MillraceError => {
  known.set(error, transience);
  return error;
};

/** Whether, and when, to try again; `undefined` when it would fail again. */
export const transienceOf = (error: unknown): Transience | undefined => {
  if (!MillraceError.is(error)) return undefined;
  return known.get(error) ?? (TRANSIENT.has(error.code) ? {} : undefined);
};

/** Whether this HTTP status says that the same request may succeed later. */
export const isTransientStatus = (status: number): boolean =>
  status === 408 || status === 429 || (status >= 500 && status !== 501);

/** `Retry-After`: seconds, or a date. */
export const parseRetryAfter = (header: string | null | undefined, now: number): number | undefined => {
  if (header === null || header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
};
