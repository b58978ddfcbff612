/** Faults by the number of a request, from 0. `undefined` lets it through. */
export type Fault =
  | { readonly kind: 'lost-request' }
  /** The server did it; nobody learns of it. */
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string };

export interface FlakyFetch {
  readonly fetch: typeof fetch;
  /** Requests that were tried, with their idempotency keys. */
  readonly tried: { readonly url: string; readonly key: string | null; readonly at: number }[];
}

/** A network that fails as told, in front of a real one. */
export const createFlakyFetch = (
  faultOf: (request: number, url: string) => Fault | undefined,
): FlakyFetch => {
  const tried: FlakyFetch['tried'] = [];
  const flaky: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const fault = faultOf(tried.length, url);
    tried.push({ url, key: new Headers(init?.headers).get('idempotency-key'), at: performance.now() });
    if (fault?.kind === 'lost-request') throw new TypeError('fetch failed');
    if (fault?.kind === 'status') {
      return new Response('<html>busy</html>', {
        status: fault.status,
        headers: {
          'content-type': 'text/html',
          ...(fault.retryAfter !== undefined && { 'retry-after': fault.retryAfter }),
        },
      });
    }
    const response = await globalThis.fetch(input, init);
    if (fault?.kind === 'lost-answer') {
      await response.arrayBuffer();
      throw new TypeError('terminated');
    }
    return response;
  };
  return { fetch: flaky, tried };
};
