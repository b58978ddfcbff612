import { errorAnswer, type HttpAnswer, type HttpRequest } from '@millrace/mlflow-rest';
import { MillraceError } from '@millrace/spec';
import { createHostCheck } from './allowed-hosts.ts';

export interface GuardOptions {
  readonly allowedHosts: readonly string[];
  readonly corsAllowedOrigins: readonly string[];
  /** Paths that monitoring calls under any name. */
  readonly anyHostPaths: ReadonlySet<string>;
}

export interface Verdict {
  /** The answer instead of what was asked for. */
  readonly refusal?: HttpAnswer | undefined;
  /** Headers that let an allowed foreign page read the answer. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

const PASS: Verdict = {};

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';

const forbidden = (message: string): Verdict => ({
  refusal: errorAnswer(new MillraceError('PERMISSION_DENIED', message)),
});

const hostOf = (origin: string): string | undefined => {
  const host = URL.canParse(origin) ? new URL(origin).host : '';
  return host === '' ? undefined : host;
};

/** The same authority, a missing port being the scheme's. */
const isSameOrigin = (origin: string, host: string): boolean => {
  const { protocol } = new URL(origin);
  return hostOf(origin) === hostOf(`${protocol}//${host}`);
};

/**
 * Decides before anything is routed, so that no path has a rule of its own: the Host must be ours, and a request that
 * changes something must come from our own pages, an allowed origin, or no browser at all.
 */
export const createGuard = (options: GuardOptions): ((request: HttpRequest, path: string) => Verdict) => {
  const checkHost = createHostCheck(options.allowedHosts);
  const allowedOrigins = new Set(options.corsAllowedOrigins);

  const checkOrigin = (request: HttpRequest, host: string): Verdict => {
    const origin = request.header('origin');
    const isPreflight = request.method === 'OPTIONS';
    if (origin !== undefined && allowedOrigins.has(origin)) {
      const headers = {
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'content-disposition, content-range, retry-after',
        vary: 'origin',
      };
      if (!isPreflight) return { headers };
      const preflight = {
        ...headers,
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': request.header('access-control-request-headers') ?? '',
        'access-control-max-age': '600',
      };
      return { refusal: { status: 204, headers: preflight } };
    }
    if (isPreflight) return { refusal: { status: 204, headers: { allow: METHODS } } };
    if (READS.has(request.method)) return PASS;
    if (origin !== undefined) {
      const isOwn = hostOf(origin) !== undefined && isSameOrigin(origin, host);
      return isOwn ? PASS : forbidden('Cross-origin request blocked');
    }
    const site = request.header('sec-fetch-site');
    return site === undefined || site === 'same-origin' || site === 'none'
      ? PASS
      : forbidden('Cross-origin request blocked');
  };

  return (request, path) => {
    const host = request.header('host') ?? '';
    const answer = checkHost(host);
    if (answer === 'malformed') {
      return { refusal: errorAnswer(new MillraceError('BAD_REQUEST', 'Missing or malformed Host header')) };
    }
    if (answer === 'foreign' && !options.anyHostPaths.has(path)) {
      return forbidden('Invalid Host header: name the host with --allowed-hosts if it is yours');
    }
    return checkOrigin(request, host);
  };
};
