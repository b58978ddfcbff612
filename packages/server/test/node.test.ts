import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpAnswer, HttpRequest } from '@millrace/mlflow-rest';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../src/node.ts';
import { rawRequest } from './raw-request.ts';

const start = async (handle: (request: HttpRequest) => Promise<HttpAnswer>, patience?: number) => {
  const listener = await listen({ handle }, { host: '127.0.0.1', port: 0, patience });
  onTestFinished(() => listener.close());
  return { listener, url: listener.url, port: Number(new URL(listener.url).port) };
};

const ok: HttpAnswer = { status: 200, headers: { 'content-type': 'text/plain' }, body: 'done' };

const count = async (request: HttpRequest): Promise<HttpAnswer> => {
  let size = 0;
  for await (const chunk of request.stream()) size += chunk.length;
  return { ...ok, body: String(size) };
};

describe('a body', () => {
  it('streams in', async () => {
    const { url } = await start(count);
    const response = await fetch(url, { method: 'PUT', body: new Uint8Array(3_000_000) });
    expect(await response.text()).toBe('3000000');
  });

  it.each([
    ['Content-Length: 100', 'only these'],
    ['Transfer-Encoding: chunked', '5\r\nhello\r\n'],
  ])('that is cut (%s) fails in both ways of reading', async (framing, sent) => {
    for (const read of [
      count,
      async (request: HttpRequest) => ({ ...ok, body: await request.bytes(1000) }),
    ]) {
      const outcome = Promise.withResolvers<unknown>();
      const { port } = await start(async (request) => {
        try {
          const answer = await read(request);
          outcome.resolve('taken for whole');
          return answer;
        } catch (error) {
          outcome.resolve(error);
          throw error;
        }
      });
      const socket = connect(port, '127.0.0.1');
      socket.write(`PUT / HTTP/1.1\r\nHost: localhost\r\n${framing}\r\n\r\n${sent}`);
      await delay(50);
      socket.destroy();
      expect(await outcome.promise).toMatchObject({ code: 'CANCELLED' });
    }
  });

  it('that is too large is refused before it is read, declared or not', async () => {
    const { url, port } = await start(async (request) => ({ ...ok, body: await request.bytes(1000) }));
    const declared = await rawRequest(port, [
      'PUT / HTTP/1.1',
      'Host: localhost',
      'Content-Length: 99999999',
    ]);
    expect(declared.status).toBe(413);
    expect(declared.headers.get('connection')).toBe('close');
    const body = ReadableStream.from([new Uint8Array(600), new Uint8Array(600)]);
    const chunked = await fetch(url, { method: 'PUT', body, duplex: 'half' } as RequestInit);
    expect(chunked.status).toBe(413);
  });
});

describe('a client without haste', () => {
  const framing = ['PUT / HTTP/1.1', 'Host: localhost', 'Content-Length: 10'];

  it('is not waited for when its body is small', async () => {
    const { port } = await start(async (request) => {
      try {
        return { ...ok, body: await request.bytes(1000) };
      } catch (error) {
        return { ...ok, status: 408, body: String(error) };
      }
    }, 100);
    const answer = await rawRequest(port, framing, 'x');
    expect(answer.status).toBe(408);
    expect(answer.body).toContain('took longer than 100 ms');
  });

  it('is cut off when its artifact falls silent', async () => {
    const outcome = Promise.withResolvers<unknown>();
    const { port } = await start(async (request) => {
      const answer = count(request);
      answer.then(outcome.resolve, outcome.resolve);
      return answer;
    }, 100);
    await expect(rawRequest(port, framing, 'x')).resolves.toMatchObject({ status: Number.NaN });
    expect(await outcome.promise).toMatchObject({ code: 'CANCELLED' });
  });

  it('may listen to events as long as it likes', async () => {
    const { url } = await start(async () => {
      const body = (async function* () {
        yield new TextEncoder().encode('first ');
        await delay(400);
        yield new TextEncoder().encode('second');
      })();
      return { status: 200, headers: { 'content-type': 'text/event-stream' }, body };
    }, 100);
    expect(await (await fetch(url)).text()).toBe('first second');
  });
});

describe('an answer', () => {
  it('streams out, and is cut when its source fails', async () => {
    const { url } = await start(async (request) => ({
      status: 200,
      headers: { 'content-length': '10' },
      body: (async function* () {
        yield new Uint8Array(5);
        if (request.target === '/cut') throw new Error('disk');
        yield new Uint8Array(5);
      })(),
    }));
    expect((await (await fetch(`${url}/whole`)).arrayBuffer()).byteLength).toBe(10);
    await expect(fetch(`${url}/cut`).then((response) => response.arrayBuffer())).rejects.toThrow();
  });

  it('lets its source go when the client leaves', async () => {
    const released = Promise.withResolvers<string>();
    const { url } = await start(async () => ({
      status: 200,
      headers: {},
      body: (async function* () {
        try {
          for (;;) yield new Uint8Array(100_000);
        } finally {
          released.resolve('released');
        }
      })(),
    }));
    const controller = new AbortController();
    await fetch(url, { signal: controller.signal });
    controller.abort();
    expect(await released.promise).toBe('released');
  });

  it('aborts the signal when the client leaves', async () => {
    const aborted = Promise.withResolvers<boolean>();
    const { port } = await start(async (request) => {
      request.signal.addEventListener('abort', () => aborted.resolve(request.signal.aborted));
      await aborted.promise;
      return ok;
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await delay(50);
    socket.destroy();
    expect(await aborted.promise).toBe(true);
  });

  it('is an error without detail when the handler throws', async () => {
    const { url } = await start(async () => {
      throw new Error('/srv/secret');
    });
    const response = await fetch(url);
    expect([response.status, await response.json()]).toEqual([
      500,
      { error_code: 'INTERNAL_ERROR', message: 'Internal error' },
    ]);
  });
});

describe('closing', () => {
  it('finishes what was begun, ends event streams, takes nothing new', async () => {
    const gate = Promise.withResolvers<void>();
    const { listener, url } = await start(async (request) => {
      if (request.target === '/events') {
        const body = (async function* () {
          yield new TextEncoder().encode('data: 1\n\n');
          await new Promise(() => undefined);
        })();
        return { status: 200, headers: { 'content-type': 'text/event-stream' }, body };
      }
      await gate.promise;
      return ok;
    });
    const events = await fetch(`${url}/events`);
    const slow = fetch(`${url}/slow`);
    await delay(50);
    const closed = listener.close();
    gate.resolve();
    expect(await (await slow).text()).toBe('done');
    await expect(events.text()).rejects.toThrow();
    await closed;
    await expect(fetch(url)).rejects.toThrow();
  });

  it('does not wait for a connection that never said a word', async () => {
    const { listener, port } = await start(async () => ok);
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await delay(20);
    const from = performance.now();
    await listener.close();
    expect(performance.now() - from).toBeLessThan(1_000);
    await closed;
  });

  it('does not wait for a connection whose stream ended after it began', async () => {
    const gate = Promise.withResolvers<void>();
    const { listener, url } = await start(async () => ({
      status: 200,
      headers: { 'content-length': '5' },
      body: (async function* () {
        yield new Uint8Array(5);
        await gate.promise;
      })(),
    }));
    await (await fetch(url)).arrayBuffer();
    const closed = listener.close();
    gate.resolve();
    await closed;
  });
});

it('says which port it could not get', async () => {
  const { port } = await start(async () => ok);
  await expect(listen({ handle: async () => ok }, { host: '127.0.0.1', port })).rejects.toMatchObject({
    code: 'TEMPORARILY_UNAVAILABLE',
    message: `Cannot listen on 127.0.0.1:${port}`,
    cause: { code: 'EADDRINUSE' },
  });
});
