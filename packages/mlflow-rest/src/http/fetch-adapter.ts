import { MillraceError } from '@millrace/spec';
import type { HttpAnswer, HttpRequest } from './exchange.ts';
import { tooLarge } from './too-large.ts';

async function* streamOf(request: Request): AsyncGenerator<Uint8Array> {
  if (request.body === null) return;
  try {
    for await (const chunk of request.body) yield chunk;
  } catch (cause) {
    throw new MillraceError('CANCELLED', 'The request body ended early', { cause });
  }
}

/** A fetch Request seen as the wire gave it, as far as its URL still tells. */
export const fromFetchRequest = (request: Request): HttpRequest => {
  const { url } = request;
  const start = url.indexOf('/', url.indexOf('//') + 2);
  return {
    method: request.method,
    signal: request.signal,
    target: start < 0 ? '/' : url.slice(start),
    header: (name) => request.headers.get(name) ?? undefined,
    bytes: async (limit) => {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of streamOf(request)) {
        size += chunk.length;
        if (size > limit) throw tooLarge(limit);
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    },
    stream: () => streamOf(request),
  };
};

type ResponseBody = ConstructorParameters<typeof Response>[0];

const toBody = (body: HttpAnswer['body']): ResponseBody => {
  if (body === undefined || typeof body === 'string') return body ?? null;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  const iterator = body[Symbol.asyncIterator]();
  // `ReadableStream.from` is unknown to the DOM's types, under which dependents compile this.
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const part = await iterator.next();
      if (part.done === true) controller.close();
      else controller.enqueue(part.value);
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
};

export const toFetchResponse = ({ status, headers, body }: HttpAnswer): Response =>
  new Response(toBody(body), { status, headers });
