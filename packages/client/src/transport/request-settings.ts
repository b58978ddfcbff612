import { MillraceError } from '@millrace/spec';
import { DEFAULT_RETRY, type RetryPolicy } from './retry.ts';

/** How requests to a server are made, from MLflow's environment names. */
export interface RequestSettings {
  /** One attempt, in ms. Bytes are not held to it: a large file takes what it takes. */
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
}

type Env = (name: string) => string | undefined;

const numberFrom = (env: Env, name: string, fallback: number): number => {
  const text = env(name);
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `${name} is '${text}': expected a number that is not negative`,
  );
};

const toBase64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));

export const basicAuthorization = (username: string, password: string): string =>
  `Basic ${toBase64(`${username}:${password}`)}`;

const authorizationFrom = (env: Env): string | undefined => {
  const token = env('MLFLOW_TRACKING_TOKEN');
  if (token !== undefined && token !== '') return `Bearer ${token}`;
  const username = env('MLFLOW_TRACKING_USERNAME');
  if (username === undefined || username === '') return undefined;
  return basicAuthorization(username, env('MLFLOW_TRACKING_PASSWORD') ?? '');
};

/** Throws INVALID_PARAMETER_VALUE for a number that is none. */
export const readRequestSettings = (env: Env): RequestSettings => ({
  timeoutMs: numberFrom(env, 'MLFLOW_HTTP_REQUEST_TIMEOUT', 120) * 1000,
  retry: {
    ...DEFAULT_RETRY,
    maxRetries: numberFrom(env, 'MLFLOW_HTTP_REQUEST_MAX_RETRIES', DEFAULT_RETRY.maxRetries),
  },
  authorization: authorizationFrom(env),
});
