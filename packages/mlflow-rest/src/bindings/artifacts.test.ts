import { type ArtifactContent, MillraceError } from '@millrace/spec';
import { describe, expect, it } from 'vitest';
import { createFakeServices } from '../../test/fake-services.ts';
import { wire } from '../../test/wire-schemas.ts';
import { createMlflowRest } from '../create-mlflow-rest.ts';

const TEXT = 'hello artifact';

const start = () => {
  const fake = createFakeServices();
  let released = 0;
  const contentOf = (start: number, end: number): ArtifactContent => ({
    size: TEXT.length,
    start,
    end,
    body: {
      [Symbol.asyncIterator]: () => {
        let isDone = false;
        return {
          next: async () => {
            const value = new TextEncoder().encode(TEXT.slice(start, end));
            const result = isDone
              ? { done: true as const, value: undefined }
              : { done: false as const, value };
            isDone = true;
            return result;
          },
          return: async () => {
            released++;
            return { done: true as const, value: undefined };
          },
        };
      },
    },
  });
  fake.answers.set('artifacts.read', contentOf(0, TEXT.length));
  const handle = createMlflowRest({
    services: fake.services,
    contextOf: () => ({ caller: { name: 'test', grants: 'all' } }),
    version: '0',
  });
  const send = (path: string, init: RequestInit = {}) => handle(new Request(`http://localhost${path}`, init));
  return { ...fake, send, contentOf, released: () => released };
};

const refused = async (response: Response): Promise<[number, string]> => {
  const { error_code } = wire.error.parse(await response.json());
  return [response.status, error_code];
};

const INVALID = [400, 'INVALID_PARAMETER_VALUE'];

describe('reading', () => {
  it.each([
    ['/get-artifact?run_id=r&path=a%20b/c.html', { runId: 'r', path: 'a b/c.html' }],
    ['/get-artifact?run_uuid=r&path=c.html', { runId: 'r', path: 'c.html' }],
    [
      '/model-versions/get-artifact?name=m&version=12&path=a%20b/c.html',
      { modelName: 'm', version: 12, path: 'a b/c.html' },
    ],
    ['/api/2.0/mlflow-artifacts/artifacts/1/a%20b/c.html', { location: '1/a b/c.html' }],
    ['/ajax-api/2.0/mlflow-artifacts/artifacts/1/c.html', { location: '1/c.html' }],
  ])('GET %s downloads it, inert', async (path, target) => {
    const { send, calls } = start();
    const response = await send(path);
    expect(await response.text()).toBe(TEXT);
    expect(calls[0]?.input).toEqual({ target, range: undefined });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-disposition': 'attachment; filename="c.html"',
      'content-length': String(TEXT.length),
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
  });

  it('answers a range in part', async () => {
    const { send, calls, answers, contentOf } = start();
    answers.set('artifacts.read', contentOf(1, 3));
    const response = await send('/get-artifact?run_id=r&path=a', { headers: { range: 'bytes=1-2' } });
    expect(calls[0]?.input).toMatchObject({ range: { start: 1, end: 3 } });
    expect([response.status, await response.text()]).toEqual([206, 'el']);
    expect(response.headers.get('content-range')).toBe(`bytes 1-2/${TEXT.length}`);
    expect(response.headers.get('content-length')).toBe('2');
  });

  it('cannot satisfy a range beyond the end', async () => {
    const { send, answers } = start();
    const reason = 'storage/range-not-satisfiable';
    answers.set('artifacts.read', new MillraceError('INVALID_PARAMETER_VALUE', 'beyond', { reason }));
    const response = await send('/get-artifact?run_id=r&path=a', { headers: { range: 'bytes=99-' } });
    expect(await refused(response)).toEqual([416, 'INVALID_PARAMETER_VALUE']);
  });

  it('opens nothing for HEAD', async () => {
    const { send, released } = start();
    const response = await send('/get-artifact?run_id=r&path=a', { method: 'HEAD' });
    expect([response.status, await response.text(), released()]).toEqual([200, '', 1]);
    expect(response.headers.get('content-length')).toBe(String(TEXT.length));
  });

  it.each([
    '/get-artifact?path=a',
    '/get-artifact?run_id=r',
    '/get-artifact?run_id=r&path=../a',
    '/get-artifact?run_id=r&path=%252e%252e%252fa',
    '/get-artifact?run_id=r&path=%c0%ae',
    '/model-versions/get-artifact?version=1&path=a',
    '/model-versions/get-artifact?name=m&path=a',
    '/model-versions/get-artifact?name=m&version=x&path=a',
    '/model-versions/get-artifact?name=m&version=1',
    '/model-versions/get-artifact?name=m&version=1&path=../../../etc/passwd',
    '/model-versions/get-artifact?name=m&version=1&path=%252e%252e%252fa',
    '/api/2.0/mlflow-artifacts/artifacts/',
    '/api/2.0/mlflow-artifacts/artifacts/a%2fb',
    '/api/2.0/mlflow-artifacts/artifacts/%252e%252e%252f',
    '/api/2.0/mlflow-artifacts/artifacts/..%5ca',
    '/api/2.0/mlflow-artifacts/artifacts/%',
    '/api/2.0/mlflow/artifacts/list?run_id=r&path=..',
    '/api/2.0/mlflow-artifacts/artifacts?path=../..',
  ])('GET %s is refused', async (path) => {
    const { send, calls } = start();
    expect(await refused(await send(path))).toEqual(INVALID);
    expect(calls).toEqual([]);
  });
});

const drain = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

const bodyOf = (input: unknown): Promise<string> =>
  drain((input as { body: AsyncIterable<Uint8Array> }).body);

describe('writing', () => {
  it('streams a PUT and answers nothing', async () => {
    const { send, calls } = start();
    const response = await send('/api/2.0/mlflow-artifacts/artifacts/1/a%23b', { method: 'PUT', body: TEXT });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(calls[0]?.input).toMatchObject({ target: { location: '1/a#b' } });
    expect(await bodyOf(calls[0]?.input)).toBe(TEXT);
  });

  it('takes an upload of the UI', async () => {
    const { send, calls } = start();
    const path = '/ajax-api/2.0/mlflow/upload-artifact?run_uuid=r&path=d/a';
    const response = await send(path, { method: 'POST', body: TEXT });
    expect([response.status, await response.text()]).toEqual([200, '{}']);
    expect(calls[0]?.input).toMatchObject({ target: { runId: 'r', path: 'd/a' } });
    expect(await bodyOf(calls[0]?.input)).toBe(TEXT);
  });

  it.each([
    ['POST', '/ajax-api/2.0/mlflow/upload-artifact?path=a', TEXT],
    ['POST', '/ajax-api/2.0/mlflow/upload-artifact?run_uuid=r', TEXT],
    ['POST', '/ajax-api/2.0/mlflow/upload-artifact?run_uuid=r&path=../../x', TEXT],
    ['POST', '/ajax-api/2.0/mlflow/upload-artifact?run_uuid=r&path=a', ''],
    ['PUT', '/api/2.0/mlflow-artifacts/artifacts/..%2f..%2fpwn', TEXT],
    ['DELETE', '/api/2.0/mlflow-artifacts/artifacts/%252e%252e%252f', undefined],
    ['DELETE', '/api/2.0/mlflow-artifacts/artifacts/', undefined],
  ])('%s %s is refused', async (method, path, body) => {
    const { send, calls } = start();
    expect(await refused(await send(path, body === undefined ? { method } : { method, body }))).toEqual(
      INVALID,
    );
    expect(calls).toEqual([]);
  });

  it('takes at most 10 MB of the UI, and has that route there only', async () => {
    const { send, calls } = start();
    const query = '/mlflow/upload-artifact?run_uuid=r&path=a';
    const large = { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) };
    expect(await refused(await send(`/ajax-api/2.0${query}`, large))).toEqual([
      413,
      'INVALID_PARAMETER_VALUE',
    ]);
    expect((await send(`/api/2.0${query}`, { method: 'POST', body: TEXT })).status).toBe(404);
    expect(calls).toEqual([]);
  });
});
