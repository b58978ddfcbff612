import { QueryClient } from '@tanstack/react-query';
import { errorCodeOf } from './client.ts';

/** What the server refused, it refuses again; what did not reach it is worth another try. */
const shouldRetry = (failures: number, error: Error): boolean =>
  failures < 2 && errorCodeOf(error) === undefined;

export const queryClient = new QueryClient({
  defaultOptions: {
    // Changes arrive over the live feed, so that nothing here goes stale by age.
    queries: { staleTime: 30_000, retry: shouldRetry, refetchOnWindowFocus: true },
  },
});
