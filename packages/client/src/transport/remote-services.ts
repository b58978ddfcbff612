import type { CallContext, OperationId, Services } from '@millrace/protocol';
import type { AppRouter } from '@millrace/protocol/router';
import { wire } from '@millrace/protocol/wire';
import { MillraceError } from '@millrace/spec';
import {
  createTRPCUntypedClient,
  httpLink,
  httpSubscriptionLink,
  isTRPCClientError,
  splitLink,
} from '@trpc/client';
import { createEach, OPERATION_KINDS } from './operation-kinds.ts';
import { createRemoteBytes } from './remote-bytes.ts';
import { toRemoteError, toUnreachableError } from './remote-error.ts';

/** The WHATWG constructor, with the `fetch` option of the `eventsource` package. */
export type EventSourceConstructor = new (
  url: string | URL,
  options?: {
    fetch?: (url: string | URL, init: RequestInit) => Promise<Response>;
    withCredentials?: boolean;
  },
) => EventSource;

export interface RemoteOptions {
  /** Base address, without a slash at its end. */
  readonly uri: string;
  readonly fetch: typeof fetch;
  readonly streamsUploads: boolean;
  readonly EventSource: EventSourceConstructor | undefined;
}

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const textOf = (value: unknown, key: string): string | undefined => {
  const found = field(value, key);
  return typeof found === 'string' ? found : undefined;
};

const toError = (uri: string, error: unknown): unknown => {
  if (!isTRPCClientError(error)) return error;
  if (MillraceError.is(error.cause)) return error.cause;
  const data: unknown = error.data;
  const response: unknown = error.meta?.['response'];
  if (!(response instanceof Response)) {
    return data === undefined
      ? toUnreachableError(uri, error.cause ?? error)
      : toRemoteError({ message: error.message, errorCode: field(data, 'errorCode'), cause: error });
  }
  // What stands before tRPC answers in MLflow's shape.
  const body: unknown = error.meta?.['responseJSON'];
  return toRemoteError({
    status: response.status,
    message:
      data === undefined ? (textOf(body, 'message') ?? `${uri} answered ${response.status}`) : error.message,
    errorCode: field(data, 'errorCode') ?? field(body, 'error_code'),
    reason: field(data, 'reason'),
    retryAfter: response.headers.get('retry-after'),
    cause: error,
  });
};

/** Refuses what a proxy or another program answers in place of a server of ours. */
const checkAnswer = (response: Response, uri: string): Response => {
  if (response.headers.get('content-type')?.includes('json') === true) return response;
  const { status } = response;
  throw toRemoteError({
    status: response.ok ? 404 : status,
    message: `${uri} answered ${status} without JSON: is there a Millrace server at this address?`,
    reason: 'client/not-a-server',
    retryAfter: response.headers.get('retry-after'),
  });
};

/** The operations of a server: tRPC for JSON and live changes, plain `fetch` for bytes. Tries each request once. */
export const createRemoteServices = (options: RemoteOptions): Services => {
  const { uri } = options;
  const url = `${uri}/trpc`;
  const client = createTRPCUntypedClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === 'subscription',
        true: httpSubscriptionLink({
          url,
          transformer: wire,
          ...(options.EventSource && { EventSource: options.EventSource }),
          eventSourceOptions: {
            fetch: (input: string | URL, init: RequestInit) => options.fetch(input, init),
          },
        }),
        false: httpLink({
          url,
          transformer: wire,
          fetch: async (input, init) => checkAnswer(await options.fetch(input, init as RequestInit), uri),
          headers: ({ op }) => {
            const key = op.context['idempotencyKey'];
            return typeof key === 'string' ? { 'Idempotency-Key': key } : {};
          },
        }),
      }),
    ],
  });

  const ask = async (id: OperationId, input: unknown, { caller, signal }: CallContext): Promise<unknown> => {
    const request = { context: { idempotencyKey: caller.idempotencyKey }, ...(signal && { signal }) };
    try {
      return await (OPERATION_KINDS[id] === 'query'
        ? client.query(id, input, request)
        : client.mutation(id, input, request));
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : toError(uri, error);
    }
  };

  async function* watch(input: unknown, { signal }: CallContext): AsyncGenerator<unknown> {
    try {
      for await (const event of client.subscription('changes.watch', input, { ...(signal && { signal }) })) {
        yield field(event, 'data') ?? event;
      }
    } catch (error) {
      if (signal?.aborted !== true) throw toError(uri, error);
    }
  }

  // The router's paths are the table's ids and its outputs the table's schemas; a test of the server holds them equal.
  const calls = createEach((id, kind) =>
    kind === 'subscription' ? watch : (input, context) => ask(id, input, context),
  );
  return { ...calls, ...createRemoteBytes(options) };
};
