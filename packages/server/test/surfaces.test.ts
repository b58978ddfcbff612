import { toBytePath } from '@millrace/protocol';
import { describe, expect, it } from 'vitest';
import { createRun, registerVersion } from './mlflow-client.ts';
import { startServer } from './start-server.ts';

const json = { 'content-type': 'application/json' };

describe('tRPC', () => {
  it('answers queries and mutations', async () => {
    const { url } = await startServer();
    const created = await fetch(`${url}/trpc/experiments.create`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ name: 'cars' }),
    });
    expect(await created.json()).toEqual({ result: { data: { experimentId: '1' } } });
    const input = encodeURIComponent(JSON.stringify({ experimentId: '1' }));
    const got = await fetch(`${url}/trpc/experiments.get?input=${input}`);
    expect(await got.json()).toMatchObject({ result: { data: { name: 'cars' } } });
  });

  it('lives below the static prefix too', async () => {
    const { url } = await startServer({ staticPrefix: '/at' });
    for (const prefix of ['', '/at']) {
      const response = await fetch(`${url}${prefix}/trpc/server.info?input=%7B%7D`);
      expect(await response.json()).toMatchObject({ result: { data: { servesArtifacts: true } } });
    }
  });

  it('tells errors by our codes', async () => {
    const { url, defects } = await startServer();
    const input = encodeURIComponent(JSON.stringify({ experimentId: '9' }));
    const response = await fetch(`${url}/trpc/experiments.get?input=${input}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { data: { errorCode: 'RESOURCE_DOES_NOT_EXIST' } },
    });
    expect(defects).toEqual([]);
  });

  it('streams what changes, and stops when its reader leaves', async () => {
    const { url } = await startServer();
    const controller = new AbortController();
    const events = await fetch(`${url}/trpc/changes.watch?input=%7B%7D`, {
      headers: { accept: 'text/event-stream' },
      signal: controller.signal,
    });
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    const reader = (events.body as ReadableStream<Uint8Array>).getReader();
    let text = '';
    const readUntil = async (part: string): Promise<void> => {
      while (!text.includes(part)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`ended without ${part}: ${text}`);
        text += Buffer.from(value).toString();
      }
    };
    await readUntil('"changes":[]');
    const { runId } = await createRun(url);
    await readUntil(runId);
    controller.abort();
  });
});

describe('artifact bytes', () => {
  it('are written and read back, in part too', async () => {
    const { url } = await startServer();
    const { runId } = await createRun(url);
    const path = toBytePath({ runId, path: 'a folder/é & %.txt' });
    const put = await fetch(url + path, { method: 'PUT', body: 'hello' });
    expect(await put.json()).toEqual({
      size: 5,
      sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    });
    expect(await (await fetch(url + path)).text()).toBe('hello');
    const part = await fetch(url + path, { headers: { range: 'bytes=1-2' } });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      'el',
      'bytes 1-2/5',
    ]);
    await registerVersion(url, runId);
    const version = { modelName: 'm', version: 1, path: 'a folder/é & %.txt' };
    for (const through of [
      toBytePath(version),
      `/model-versions/get-artifact?name=m&version=1&path=${encodeURIComponent(version.path)}`,
    ]) {
      expect(await (await fetch(url + through)).text()).toBe('hello');
    }
    expect((await fetch(url + toBytePath(version), { method: 'PUT', body: 'x' })).status).toBe(400);
    expect((await fetch(url + path, { headers: { range: 'bytes=9-' } })).status).toBe(416);
    expect((await fetch(url + path, { method: 'PATCH' })).status).toBe(405);
  });
});

describe('a repeated request', () => {
  const create = (url: string, key: string, name: string) =>
    fetch(`${url}/api/2.0/mlflow/runs/create`, {
      method: 'POST',
      headers: { ...json, 'idempotency-key': key },
      body: JSON.stringify({ experiment_id: '0', run_name: name }),
    });

  it('with its key repeats the answer, not the effect', async () => {
    const { url } = await startServer();
    const first = await (await create(url, 'k1', 'a')).text();
    expect(await (await create(url, 'k1', 'a')).text()).toBe(first);
    expect(await (await create(url, 'k2', 'a')).text()).not.toBe(first);
    expect((await create(url, 'k1', 'b')).status).toBe(409);
    expect((await create(url, 'k'.repeat(256), 'a')).status).toBe(400);
  });
});

it('answers as a function what it answers over a socket', async () => {
  const { server, url } = await startServer();
  const path = '/api/2.0/mlflow/experiments/get?experiment_id=0';
  const direct = await server.fetch(
    new Request(`http://localhost:1${path}`, { headers: { host: 'localhost:1' } }),
  );
  expect(await direct.json()).toEqual(await (await fetch(url + path)).json());
});
