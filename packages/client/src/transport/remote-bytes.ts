import { toBytePath, type Services } from '@millrace/protocol';
import type { ArtifactContent } from '@millrace/spec';
import { isByteSource } from './byte-source.ts';
import { toRemoteError, toUnreachableError } from './remote-error.ts';
import type { RemoteOptions } from './remote-services.ts';

const refuse = async (response: Response, uri: string): Promise<never> => {
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const read = (key: string): unknown =>
    typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
  const message = read('message');
  throw toRemoteError({
    status: response.status,
    message: typeof message === 'string' ? message : `${uri} answered ${response.status}`,
    errorCode: read('error_code') ?? read('errorCode'),
    reason: read('reason'),
    retryAfter: response.headers.get('retry-after'),
  });
};

/** A `fetch` body from chunks: streamed where that works, collected where not. */
const toBody = async (
  chunks: AsyncIterable<Uint8Array>,
  streams: boolean,
): Promise<{ body: BodyInit; duplex?: 'half' }> => {
  if (isByteSource(chunks) && chunks.whole !== undefined) return { body: chunks.whole };
  const iterator = chunks[Symbol.asyncIterator]();
  if (streams) {
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const part = await iterator.next();
        if (part.done === true) controller.close();
        else controller.enqueue(part.value);
      },
      cancel: async () => {
        await iterator.return?.();
      },
    });
    return { body, duplex: 'half' };
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let part = await iterator.next(); part.done !== true; part = await iterator.next()) {
    parts.push(Uint8Array.from(part.value));
  }
  return { body: new Blob(parts) };
};

async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}

/** `bytes 5-9/10`, or the whole. */
const toContent = (response: Response): ArtifactContent => {
  const body = chunksOf(response.body);
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
  if (range) return { size: Number(range[3]), start: Number(range[1]), end: Number(range[2]) + 1, body };
  const size = Number(response.headers.get('content-length') ?? 0);
  return { size, start: 0, end: size, body };
};

/** Artifacts by plain `fetch`, so that bytes are never JSON. */
export const createRemoteBytes = ({
  uri,
  fetch,
  streamsUploads,
}: RemoteOptions): Pick<Services, 'artifacts.read' | 'artifacts.write'> => {
  const request = async (target: Parameters<typeof toBytePath>[0], init: RequestInit): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(`${uri}${toBytePath(target)}`, init);
    } catch (cause) {
      if (init.signal?.aborted === true) throw init.signal.reason;
      throw toUnreachableError(uri, cause);
    }
    return response.ok ? response : refuse(response, uri);
  };
  return {
    'artifacts.read': async ({ target, range }, { signal }) => {
      const end = range?.end === undefined ? '' : range.end - 1;
      const headers = range ? { range: `bytes=${range.start}-${end}` } : {};
      return toContent(await request(target, { headers, signal: signal ?? null }));
    },
    'artifacts.write': async ({ target, body }, { signal }) => {
      const response = await request(target, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        signal: signal ?? null,
        ...(await toBody(body, streamsUploads)),
      });
      return response.json() as Promise<{ size: number; sha256: string }>;
    },
  };
};
