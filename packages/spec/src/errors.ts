/** What one error code means on each surface. */
export interface ErrorCodeRow {
  /** HTTP status of MLflow's REST API, kept even where another would be more usual. */
  readonly http: number;
  /** Code of a tRPC error. */
  readonly trpc: TrpcCode;
  /** Exit code of the command line. */
  readonly exit: number;
}

export type TrpcCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'PRECONDITION_FAILED'
  | 'PAYLOAD_TOO_LARGE'
  | 'TOO_MANY_REQUESTS'
  | 'CLIENT_CLOSED_REQUEST'
  | 'INTERNAL_SERVER_ERROR'
  | 'NOT_IMPLEMENTED'
  | 'SERVICE_UNAVAILABLE'
  | 'TIMEOUT';

const row = (http: number, trpc: TrpcCode, exit: number): ErrorCodeRow => ({ http, trpc, exit });

/**
 * MLflow's codes are the vocabulary of every surface. Exit codes: 1 failed, 2 usage, 3 not found, 4 not allowed,
 * 5 conflict, 6 unreachable, 7 too slow, 70 a defect of ours.
 */
export const ERROR_CODES: {
  readonly BAD_REQUEST: ErrorCodeRow;
  readonly INVALID_PARAMETER_VALUE: ErrorCodeRow;
  readonly RESOURCE_ALREADY_EXISTS: ErrorCodeRow;
  readonly UNAUTHENTICATED: ErrorCodeRow;
  readonly PERMISSION_DENIED: ErrorCodeRow;
  readonly NOT_FOUND: ErrorCodeRow;
  readonly ENDPOINT_NOT_FOUND: ErrorCodeRow;
  readonly RESOURCE_DOES_NOT_EXIST: ErrorCodeRow;
  readonly RESOURCE_CONFLICT: ErrorCodeRow;
  readonly RESOURCE_EXHAUSTED: ErrorCodeRow;
  readonly REQUEST_LIMIT_EXCEEDED: ErrorCodeRow;
  readonly CANCELLED: ErrorCodeRow;
  readonly INTERNAL_ERROR: ErrorCodeRow;
  readonly INVALID_STATE: ErrorCodeRow;
  readonly DATA_LOSS: ErrorCodeRow;
  readonly NOT_IMPLEMENTED: ErrorCodeRow;
  readonly TEMPORARILY_UNAVAILABLE: ErrorCodeRow;
  readonly DEADLINE_EXCEEDED: ErrorCodeRow;
} = {
  BAD_REQUEST: row(400, 'BAD_REQUEST', 2),
  INVALID_PARAMETER_VALUE: row(400, 'BAD_REQUEST', 2),
  RESOURCE_ALREADY_EXISTS: row(400, 'CONFLICT', 5),
  UNAUTHENTICATED: row(401, 'UNAUTHORIZED', 4),
  PERMISSION_DENIED: row(403, 'FORBIDDEN', 4),
  NOT_FOUND: row(404, 'NOT_FOUND', 3),
  ENDPOINT_NOT_FOUND: row(404, 'NOT_FOUND', 3),
  RESOURCE_DOES_NOT_EXIST: row(404, 'NOT_FOUND', 3),
  RESOURCE_CONFLICT: row(409, 'CONFLICT', 5),
  RESOURCE_EXHAUSTED: row(429, 'TOO_MANY_REQUESTS', 6),
  REQUEST_LIMIT_EXCEEDED: row(429, 'TOO_MANY_REQUESTS', 6),
  CANCELLED: row(499, 'CLIENT_CLOSED_REQUEST', 1),
  INTERNAL_ERROR: row(500, 'INTERNAL_SERVER_ERROR', 70),
  INVALID_STATE: row(500, 'PRECONDITION_FAILED', 5),
  DATA_LOSS: row(500, 'INTERNAL_SERVER_ERROR', 70),
  NOT_IMPLEMENTED: row(501, 'NOT_IMPLEMENTED', 1),
  TEMPORARILY_UNAVAILABLE: row(503, 'SERVICE_UNAVAILABLE', 6),
  DEADLINE_EXCEEDED: row(504, 'TIMEOUT', 7),
};

export type ErrorCode = keyof typeof ERROR_CODES;

export interface MillraceErrorOptions {
  /** Who noticed, and what: `owner/what-happened`, for code that wants finer grain than the code. */
  readonly reason?: string | undefined;
  readonly cause?: unknown;
}

const BRAND: symbol = Symbol.for('millrace.error');

/** The one error of Millrace. Its message says what was given, what was expected and what to do. */
export class MillraceError extends Error {
  override readonly name: string = 'MillraceError';
  readonly code: ErrorCode;
  readonly reason: string | undefined;

  constructor(code: ErrorCode, message: string, options: MillraceErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.reason = options.reason;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Holds across copies of this package, where `instanceof` does not. */
  static is(value: unknown): value is MillraceError {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}
