import type { HttpAnswer, HttpRequest } from '@millrace/mlflow-rest';
import type { CallContext, Services } from '@millrace/protocol';
import { MillraceError } from '@millrace/spec';

export const TRPC_ROUTE = '/trpc';

const BODY_LIMIT = 10 * 1024 * 1024;

/** Headers tRPC reads. */
const PASSED_ON = ['content-type', 'accept', 'trpc-accept', 'trpc-batch-mode', 'last-event-id'];

type Answer = (request: HttpRequest, target: string, context: CallContext) => Promise<HttpAnswer>;

const toFetchRequest = async (request: HttpRequest, target: string): Promise<Request> => {
  const headers = new Headers();
  for (const name of PASSED_ON) {
    const value = request.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  const url = `http://localhost${target}`;
  const { method, signal } = request;
  if (method !== 'POST') return new Request(url, { method, headers, signal });
  if (!/^application\/json\s*(?:;|$)/i.test(request.header('content-type') ?? '')) {
    throw new MillraceError('INVALID_PARAMETER_VALUE', 'Content-Type must be application/json');
  }
  const body = new Uint8Array(await request.bytes(BODY_LIMIT));
  return new Request(url, { method, headers, signal, body });
};

const toAnswer = (response: Response): HttpAnswer => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  body: response.body ?? undefined,
});

const createAnswer = async (services: Services, onDefect?: (error: unknown) => void): Promise<Answer> => {
  const [{ fetchRequestHandler }, { appRouter }] = await Promise.all([
    import('@trpc/server/adapters/fetch'),
    import('@millrace/protocol/router'),
  ]);
  return async (request, target, { caller }) => {
    const response = await fetchRequestHandler({
      endpoint: TRPC_ROUTE,
      router: appRouter,
      req: await toFetchRequest(request, target),
      createContext: () => ({ services, caller, onDefect }),
    });
    return toAnswer(response);
  };
};

/** tRPC over the services. Its code is loaded by the first request: a server that only logs never pays for it. */
export const createTrpcEndpoint = (services: Services, onDefect?: (error: unknown) => void): Answer => {
  let loading: Promise<Answer> | undefined;
  return async (request, target, context) => {
    if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
      throw new MillraceError('BAD_REQUEST', `Method ${request.method} is not allowed at ${TRPC_ROUTE}`, {
        reason: 'http/method-not-allowed',
      });
    }
    loading ??= createAnswer(services, onDefect);
    const answer = await loading;
    return answer(request, target, context);
  };
};
