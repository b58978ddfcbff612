import type { AppRouter } from '@millrace/protocol/router';
import { wire } from '@millrace/protocol/wire';
import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  isTRPCClientError,
  splitLink,
} from '@trpc/client';
import { baseUrl } from '../base-url.ts';

const url = `${baseUrl().href}trpc`;

export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url, transformer: wire }),
      // Above this length a batch is split: intermediaries refuse longer addresses.
      false: httpBatchLink({ url, transformer: wire, maxURLLength: 6000, maxItems: 20 }),
    }),
  ],
});

/** MLflow's error code of a failed call; `undefined` when the server was not reached. */
export const errorCodeOf = (error: unknown): string | undefined => {
  if (!isTRPCClientError<AppRouter>(error)) return undefined;
  return error.data?.errorCode;
};
