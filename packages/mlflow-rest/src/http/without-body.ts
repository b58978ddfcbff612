import type { HttpAnswer } from './exchange.ts';

/** What HEAD answers: all of GET but its bytes, whose source is let go. */
export const withoutBody = async (answer: HttpAnswer): Promise<HttpAnswer> => {
  const { status, headers, body } = answer;
  if (body === undefined) return answer;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    return { status, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } };
  }
  await body[Symbol.asyncIterator]().return?.();
  return { status, headers };
};
