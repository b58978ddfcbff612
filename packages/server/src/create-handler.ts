import {
  createMlflowRoutes,
  errorAnswer,
  type HttpAnswer,
  type HttpRequest,
  splitTarget,
  withoutBody,
} from '@millrace/mlflow-rest';
import type { CallContext, Services } from '@millrace/protocol';
import { type Caller, MillraceError } from '@millrace/spec';
import type { ResolvedConfig } from './config/resolve-config.ts';
import { createByteEndpoint, isBytePath } from './endpoints/bytes.ts';
import { createTrpcEndpoint, TRPC_ROUTE } from './endpoints/trpc.ts';
import { createGuard } from './guard/create-guard.ts';
import { SECURITY_HEADERS } from './http/security-headers.ts';
import { createUi } from './ui/create-ui.ts';
import { VERSION } from './version.ts';

export type Handler = (request: HttpRequest) => Promise<HttpAnswer>;

/** Until accounts exist there is one user, who may do everything. */
const LOCAL_USER: Caller = { name: 'local', grants: 'all' };

const LOCAL_CONTEXT: CallContext = { caller: LOCAL_USER };

const MAX_KEY = 255;

const contextOf = (request: HttpRequest): CallContext => {
  const idempotencyKey = request.header('idempotency-key');
  if (idempotencyKey === undefined) return LOCAL_CONTEXT;
  if (idempotencyKey === '' || idempotencyKey.length > MAX_KEY) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `Idempotency-Key must have 1 to ${MAX_KEY} characters`,
    );
  }
  return { caller: { ...LOCAL_USER, idempotencyKey } };
};

/** What a well-made client never sends, whatever it wants: another spelling of some other path. */
const ODD_PATH = /\/\/|\\|[\0-\x20]|\/\.{1,2}(?:\/|$)/;

/** First parts that belong to programs; in no spelling are they pages. */
const RESERVED =
  /^\/(?:api|ajax-api|trpc|bytes|graphql|v1|get-artifact|model-versions|mlflow-artifacts)(?:\/|$)/i;

/** Every way in to the services, behind one guard. Never rejects. */
export const createHandler = (services: Services, config: ResolvedConfig): Handler => {
  const { staticPrefix, onDefect } = config;
  const mlflow = createMlflowRoutes({
    services,
    staticPrefix,
    version: VERSION,
    ...(onDefect === undefined ? {} : { onDefect }),
  });
  const trpc = createTrpcEndpoint(services, onDefect);
  const bytes = createByteEndpoint(services);
  const ui = createUi({ prefix: staticPrefix, directory: config.uiDirectory });
  const guard = createGuard({
    allowedHosts: [...config.allowedHosts, config.host.toLowerCase()],
    corsAllowedOrigins: config.corsAllowedOrigins,
    anyHostPaths: new Set(['', staticPrefix].flatMap((prefix) => [`${prefix}/health`, `${prefix}/version`])),
  });

  /** The target without the static prefix; `undefined` when it is not below it. */
  const belowPrefix = (path: string): string | undefined => {
    if (staticPrefix === '') return path;
    if (path === staticPrefix) return '/';
    return path.startsWith(`${staticPrefix}/`) ? path.slice(staticPrefix.length) : undefined;
  };

  const route = (request: HttpRequest): Promise<HttpAnswer> => {
    const { path, query } = splitTarget(request.target);
    if (mlflow.owns(path)) return mlflow.handle(request, () => contextOf(request));
    if (!path.startsWith('/') || ODD_PATH.test(path)) {
      throw new MillraceError(
        'BAD_REQUEST',
        'Invalid path: expected an absolute path without empty, "." or ".." parts',
      );
    }
    const inner = belowPrefix(path) ?? path;
    if (inner.startsWith(`${TRPC_ROUTE}/`)) {
      return trpc(request, query === '' ? inner : `${inner}?${query}`, contextOf(request));
    }
    if (isBytePath(inner)) return bytes(request, inner, contextOf(request));
    if (RESERVED.test(inner) || belowPrefix(path) === undefined) {
      throw new MillraceError('ENDPOINT_NOT_FOUND', 'No such endpoint');
    }
    return ui(request, inner);
  };

  return async (request) => {
    let answer: HttpAnswer;
    let extra: Readonly<Record<string, string>> | undefined;
    try {
      const verdict = guard(request, splitTarget(request.target).path);
      extra = verdict.headers;
      answer = verdict.refusal ?? (await route(request));
    } catch (error) {
      answer = errorAnswer(error, onDefect);
    }
    if (request.method === 'HEAD') answer = await withoutBody(answer);
    return { ...answer, headers: { ...SECURITY_HEADERS, ...answer.headers, ...extra } };
  };
};
