import { ERROR_CODES, type ErrorCode, MillraceError } from '@millrace/spec';
import { isTransientStatus, markTransient, parseRetryAfter } from './transience.ts';

/** What a server said of a failed request, whichever route it came by. */
export interface RemoteFailure {
  readonly status?: number | undefined;
  readonly message: string;
  readonly errorCode?: unknown;
  readonly reason?: unknown;
  readonly retryAfter?: string | null | undefined;
  readonly cause?: unknown;
}

const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);

/** For answers that are not ours: a proxy's, a wrong address's. */
const codeOfStatus = (status: number): ErrorCode => {
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'PERMISSION_DENIED';
  if (status === 404) return 'ENDPOINT_NOT_FOUND';
  if (status === 408 || status === 504) return 'DEADLINE_EXCEEDED';
  if (status === 429) return 'REQUEST_LIMIT_EXCEEDED';
  if (status === 502 || status === 503) return 'TEMPORARILY_UNAVAILABLE';
  if (status === 501) return 'NOT_IMPLEMENTED';
  return status >= 500 ? 'INTERNAL_ERROR' : 'BAD_REQUEST';
};

/** A request that was refused, with the server's own code where it gave one. */
export const toRemoteError = (failure: RemoteFailure): MillraceError => {
  const { status } = failure;
  const code = isErrorCode(failure.errorCode) ? failure.errorCode : codeOfStatus(status ?? 500);
  const reason = typeof failure.reason === 'string' ? failure.reason : undefined;
  const error = new MillraceError(code, failure.message, { reason, cause: failure.cause });
  if (status === undefined || !isTransientStatus(status)) return error;
  return markTransient(error, { retryAfterMs: parseRetryAfter(failure.retryAfter, Date.now()) });
};

/** A request that got no answer. */
export const toUnreachableError = (uri: string, cause: unknown): MillraceError => {
  const timedOut = cause instanceof Error && cause.name === 'TimeoutError';
  return timedOut
    ? new MillraceError('DEADLINE_EXCEEDED', `No answer from ${uri} in time: is the server overloaded?`, {
        reason: 'client/timeout',
        cause,
      })
    : new MillraceError(
        'TEMPORARILY_UNAVAILABLE',
        `Cannot reach ${uri}: is the server running, and is the address right?`,
        { reason: 'client/unreachable', cause },
      );
};
