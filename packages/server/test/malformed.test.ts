import { errorAnswer, type HttpRequest } from '@millrace/mlflow-rest';
import { MillraceError } from '@millrace/spec';
import { expect, test } from 'vitest';
import { listen } from '../src/node.ts';
import { rawRequest } from './raw-request.ts';

const open = () =>
  listen(
    {
      handle: async (request) => {
        await request.bytes(1_000);
        return { status: 200, headers: {}, body: 'taken' };
      },
    },
    { host: '127.0.0.1', port: 0 },
  );

const HEAD = ['POST / HTTP/1.1', 'Host: localhost'];

test.each([
  ['two lengths', [...HEAD, 'Content-Length: 4', 'Content-Length: 5'], '', 400],
  ['a chunk size that is no number', [...HEAD, 'Transfer-Encoding: chunked'], 'zz\r\nx\r\n', 400],
  ['headers without end', [...HEAD, `X-A: ${'a'.repeat(100_000)}`], '', 431],
])('%s are refused with an error body', async (...[, lines, body, status]) => {
  const { url, close } = await open();
  const answer = await rawRequest(Number(new URL(url).port), lines, body);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('connection')).toBe('close');
  expect(JSON.parse(answer.body)).toMatchObject({ error_code: 'BAD_REQUEST' });
  await close();
});

test('what is malformed after an answer gets no second one', async () => {
  const { url, close } = await open();
  const lines = [...HEAD, 'Transfer-Encoding: xchunked'];
  const { status, body } = await rawRequest(
    Number(new URL(url).port),
    lines,
    '1\r\nx\r\n0\r\n\r\nno request',
  );
  expect(status).toBe(501);
  expect(body).not.toContain('HTTP/1.1');
  await close();
});

test.each([
  ['read whole', async (request: HttpRequest) => void (await request.bytes(1_000))],
  [
    'read as it comes',
    async (request: HttpRequest) => {
      for await (const chunk of request.stream()) {
        throw new MillraceError('INVALID_PARAMETER_VALUE', `no more than ${chunk.length}`);
      }
    },
  ],
])('a body that is refused while it comes, %s: its sender reads why', async (_name, read) => {
  const { url, close } = await listen(
    {
      handle: async (request) => {
        try {
          await read(request);
        } catch (error) {
          return errorAnswer(error);
        }
        return { status: 200, headers: {} };
      },
    },
    { host: '127.0.0.1', port: 0 },
  );
  for (let round = 0; round < 5; round++) {
    const answer = await fetch(url, { method: 'PUT', body: Buffer.alloc(50_000_000) });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.json()).toHaveProperty('error_code');
  }
  await close();
});
