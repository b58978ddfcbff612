import type { CallContext, Services } from '@millrace/protocol';
import { MillraceError } from '@millrace/spec';
import { errorAnswer } from './http/error-answer.ts';
import type { HttpAnswer, HttpRequest } from './http/exchange.ts';
import { fromFetchRequest, toFetchResponse } from './http/fetch-adapter.ts';
import { splitTarget } from './http/target.ts';
import { withoutBody } from './http/without-body.ts';
import { createRoutes, type MethodRoutes } from './routes.ts';

export interface MlflowRoutesOptions {
  readonly services: Services;
  /** Goes before `/ajax-api` and what browsers open, not before `/api`. With a leading slash, without a trailing one. */
  readonly staticPrefix?: string | undefined;
  /** What `/version` says. */
  readonly version: string;
  /** Told of every error that is a defect of ours; the client only learns that there was one. */
  onDefect?(error: unknown): void;
}

export interface MlflowRoutes {
  /** Whether a path belongs to this API, also where it has no route. */
  owns(path: string): boolean;
  /** `contextOf` says who asks; it may throw UNAUTHENTICATED or PERMISSION_DENIED. Never rejects. */
  handle(request: HttpRequest, contextOf: () => CallContext): Promise<HttpAnswer>;
}

export interface MlflowRestOptions extends MlflowRoutesOptions {
  contextOf(request: Request): CallContext;
}

const plain = (body: string): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

const notFound = (): MillraceError =>
  new MillraceError('ENDPOINT_NOT_FOUND', 'No such endpoint: see the REST API reference for what there is');

const wrongMethod = (method: string, allowed: Iterable<string>): MillraceError =>
  new MillraceError('BAD_REQUEST', `Method ${method} is not allowed here: use ${[...allowed].join(', ')}`, {
    reason: 'http/method-not-allowed',
  });

/** MLflow's REST API on plain requests. The server calls it with what came over the socket. */
export const createMlflowRoutes = (options: MlflowRoutesOptions): MlflowRoutes => {
  const prefix = options.staticPrefix ?? '';
  const { exact, below, open } = createRoutes(options.services, prefix);
  const fixed = new Map<string, HttpAnswer>();
  for (const before of new Set(['', prefix])) {
    fixed.set(`${before}/health`, plain('OK'));
    fixed.set(`${before}/version`, plain(options.version));
  }
  const owned = ['/api/', `${prefix}/ajax-api/`];

  const find = (path: string): { routes: MethodRoutes; parameter: string } => {
    const routes = exact.get(path);
    if (routes !== undefined) return { routes, parameter: '' };
    for (const [start, routesBelow] of below) {
      if (path.startsWith(start)) return { routes: routesBelow, parameter: path.slice(start.length) };
    }
    for (const { pattern, routes: openRoutes } of open.values()) {
      const match = pattern.exec(path);
      if (match !== null) return { routes: openRoutes, parameter: match.slice(1).join('/') };
    }
    throw notFound();
  };

  const dispatch = async (request: HttpRequest, contextOf: () => CallContext): Promise<HttpAnswer> => {
    const { path, query } = splitTarget(request.target);
    const answer = fixed.get(path);
    if (answer !== undefined) {
      if (request.method === 'GET' || request.method === 'HEAD') return answer;
      throw wrongMethod(request.method, ['GET', 'HEAD']);
    }
    const { routes, parameter } = find(path);
    const route = routes.get(request.method);
    if (route === undefined) throw wrongMethod(request.method, routes.keys());
    return route.answer({ request, query, parameter, context: contextOf() });
  };

  return {
    owns: (path) => fixed.has(path) || exact.has(path) || owned.some((start) => path.startsWith(start)),
    handle: async (request, contextOf) => {
      let answer: HttpAnswer;
      try {
        answer = await dispatch(request, contextOf);
      } catch (error) {
        answer = errorAnswer(error, options.onDefect);
      }
      return request.method === 'HEAD' ? withoutBody(answer) : answer;
    },
  };
};

/** The same as a fetch handler, for hosts other than Millrace's own server. */
export const createMlflowRest = (options: MlflowRestOptions): ((request: Request) => Promise<Response>) => {
  const { handle } = createMlflowRoutes(options);
  return async (request) =>
    toFetchResponse(await handle(fromFetchRequest(request), () => options.contextOf(request)));
};
