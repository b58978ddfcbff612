import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRun, registerVersion } from './mlflow-client.ts';
import { type RunningServer, startServer } from './start-server.ts';

const CANARY = `canary-${crypto.randomUUID()}`;

const start = async () => {
  const running = await startServer();
  await writeFile(join(running.folder, 'canary.txt'), CANARY);
  const { runId, root } = await createRun(running.url);
  await registerVersion(running.url, runId);
  return { ...running, runId, root };
};

const expectUntouched = async ({ folder, defects, url }: RunningServer): Promise<void> => {
  expect(await readFile(join(folder, 'canary.txt'), 'utf8')).toBe(CANARY);
  const beside = (await readdir(folder)).filter((name) => !name.startsWith('millrace.db'));
  expect(beside.toSorted()).toEqual(['artifacts', 'canary.txt']);
  expect(defects).toEqual([]);
  expect((await fetch(`${url}/health`)).status).toBe(200);
};

const CLIMBS = [
  '../../../../canary.txt',
  '/etc/passwd',
  '//etc/passwd',
  'C:\\x',
  '\\\\h\\s',
  '..\\..\\x',
  'a/./b',
  'a//../b',
  '.',
  '..',
  'a\u0000.txt',
  '%2e%2e%2fcanary.txt',
  '%252e%252e%252fcanary.txt',
  '..%5ccanary.txt',
];

/** In a query every character may arrive; in a path the text is already split at slashes. */
const ways = (runId: string, root: string): [method: string, toTarget: (path: string) => string][] => {
  const query = (path: string) => encodeURIComponent(path);
  const parts = (path: string) => path.replaceAll('\u0000', '%00').replaceAll('\\', '%5c');
  return [
    ['GET', (path) => `/get-artifact?run_id=${runId}&path=${query(path)}`],
    ['GET', (path) => `/model-versions/get-artifact?name=m&version=1&path=${query(path)}`],
    ['GET', (path) => `/api/2.0/mlflow/artifacts/list?run_id=${runId}&path=${query(path)}`],
    ['POST', (path) => `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${runId}&path=${query(path)}`],
    ['GET', (path) => `/api/2.0/mlflow-artifacts/artifacts/${root}/${parts(path)}`],
    ['PUT', (path) => `/api/2.0/mlflow-artifacts/artifacts/${root}/${parts(path)}`],
    ['DELETE', (path) => `/ajax-api/2.0/mlflow-artifacts/artifacts/${root}/${parts(path)}`],
    ['GET', (path) => `/bytes/runs/${runId}/${parts(path)}`],
    ['GET', (path) => `/bytes/versions/m/1/${parts(path)}`],
    ['PUT', (path) => `/bytes/at/${root}/${parts(path)}`],
  ];
};

describe('a path that leaves its root (P01 to P07)', () => {
  it.each(CLIMBS)('%j is refused by every route', async (path) => {
    const running = await start();
    for (const [method, toTarget] of ways(running.runId, running.root)) {
      const target = toTarget(path);
      const answer = await running.raw([`${method} ${target} HTTP/1.1`, 'Content-Length: 4'], 'data');
      expect([400, 404], `${method} ${target}: ${answer.body}`).toContain(answer.status);
      expect(answer.body).not.toContain(CANARY);
      expect(answer.body).not.toContain(running.folder);
      JSON.parse(answer.body);
    }
    await expectUntouched(running);
  });

  it.each(['../x', 'x/../y', 'a'.repeat(300), ''])('run id %j is refused', async (runId) => {
    const running = await start();
    const target = `/get-artifact?run_id=${encodeURIComponent(runId)}&path=a`;
    expect([400, 404]).toContain((await running.raw([`GET ${target} HTTP/1.1`])).status);
    await expectUntouched(running);
  });

  it.each(['%', '%c0%ae', '%zz'])('malformed escape %s is a bad request', async (path) => {
    const running = await start();
    for (const [method, toTarget] of ways(running.runId, running.root)) {
      const target = toTarget('SPOT').replace('SPOT', path);
      expect((await running.raw([`${method} ${target} HTTP/1.1`, 'Content-Length: 4'], 'data')).status).toBe(
        400,
      );
    }
  });
});

describe('a source of a model version (P11)', () => {
  const SOURCES = [
    '/tmp',
    'SPOT',
    'file:///tmp',
    'file://SPOT',
    'file://123.456.789.123/x',
    'mlflow-artifacts://h:9/models/../../',
    'mlflow-artifacts:/../canary.txt',
    'mlflow-artifacts:/models/..%2f..%2fx',
    'mlflow-artifacts:/models/artifact%00',
    'https://h/../..',
    's3a://b/a/../../',
    'ftp://h/../',
    'dbfs:/R/artifacts/a%3f/../../',
    'mlflow-artifacts:/0/OTHER/artifacts/model',
  ];

  it.each(SOURCES)('%j is refused, with a run and without', async (given) => {
    const running = await start();
    const other = await createRun(running.url);
    const source = given.replace('SPOT', running.folder).replace('OTHER', other.runId);
    for (const run_id of given.includes('OTHER') ? [running.runId] : [running.runId, undefined]) {
      const response = await fetch(`${running.url}/api/2.0/mlflow/model-versions/create`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'm', source, run_id }),
      });
      expect(await response.json()).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' });
      expect(response.status).toBe(400);
    }
    const answer = await fetch(`${running.url}/model-versions/get-artifact?name=m&version=2&path=canary.txt`);
    expect([answer.status, (await answer.text()).includes(CANARY)]).toEqual([404, false]);
    await expectUntouched(running);
  });
});

it('deletes no root (P06)', async () => {
  const running = await start();
  await fetch(`${running.url}/bytes/at/${running.root}/keep.txt`, { method: 'PUT', body: 'keep' });
  for (const path of ['', '.', '0/..', '%252e%252e%252f', '..', '0', `0/${running.runId}/../..`]) {
    const target = `/api/2.0/mlflow-artifacts/artifacts/${path}`;
    expect((await running.raw([`DELETE ${target} HTTP/1.1`])).status, path).toBe(400);
  }
  const kept = await fetch(`${running.url}/bytes/at/${running.root}/keep.txt`);
  expect(await kept.text()).toBe('keep');
  await expectUntouched(running);
});

it('follows no link out of the root (P08)', async () => {
  const running = await start();
  const folder = join(running.artifacts, running.root);
  await mkdir(folder, { recursive: true });
  for (const path of ['link.txt', 'out/canary.txt', 'out']) {
    for (const [method, toTarget] of ways(running.runId, running.root)) {
      await rm(folder, { recursive: true });
      await mkdir(folder);
      await symlink(join(running.folder, 'canary.txt'), join(folder, 'link.txt'));
      await symlink(running.folder, join(folder, 'out'));
      const target = toTarget(path);
      const answer = await running.raw([`${method} ${target} HTTP/1.1`, 'Content-Length: 4'], 'data');
      // A listing leaves the link out; a write to the link's own name replaces the link.
      const isHarmless = target.includes('/artifacts/list') || (!path.includes('/') && method !== 'GET');
      if (!isHarmless) expect([400, 404], `${method} ${target}`).toContain(answer.status);
      expect(answer.body).not.toContain(CANARY);
      expect(answer.body).not.toContain('"path":"out/');
    }
  }
  await expectUntouched(running);
});

describe('an odd file name (P17)', () => {
  it.each(['a"; filename="x.html', 'emoji 🚀.txt', "it's", 'a;b', 'a'.repeat(255)])(
    '%j travels safely',
    async (name) => {
      const { url, runId, root } = await start();
      const target = `${url}/api/2.0/mlflow-artifacts/artifacts/${root}/${encodeURIComponent(name)}`;
      const put = await fetch(target, { method: 'PUT', body: 'x' });
      if (put.status === 400) return;
      expect(put.status).toBe(200);
      const response = await fetch(`${url}/get-artifact?run_id=${runId}&path=${encodeURIComponent(name)}`);
      expect(await response.text()).toBe('x');
      expect(response.headers.get('content-disposition')).toMatch(
        /^attachment; filename="[^"]*"(; filename\*=UTF-8''\S+)?$/,
      );
    },
  );

  it('with a line break is refused', async () => {
    const running = await start();
    const name = 'a%0d%0aSet-Cookie:%20x=1';
    const target = `/api/2.0/mlflow-artifacts/artifacts/${running.root}/${name}`;
    expect((await running.raw([`PUT ${target} HTTP/1.1`, 'Content-Length: 1'], 'x')).status).toBe(400);
  });
});

it('publishes no upload that was cut, and leaves nothing of it', async () => {
  const { port, url, root, artifacts } = await start();
  const { connect } = await import('node:net');
  const target = `/api/2.0/mlflow-artifacts/artifacts/${root}/big.bin`;
  for (const framing of ['Content-Length: 1000000', 'Transfer-Encoding: chunked']) {
    const socket = connect(port, '127.0.0.1');
    const part = framing.startsWith('T') ? `400\r\n${'x'.repeat(1024)}\r\n` : 'x'.repeat(1024);
    socket.write(`PUT ${target} HTTP/1.1\r\nHost: localhost\r\n${framing}\r\n\r\n${part}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
  }
  await expect.poll(async () => (await fetch(url + target)).status).toBe(404);
  const left = async () => {
    const entries = await readdir(artifacts, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  };
  await expect.poll(left).toEqual([]);
  await expect(stat(join(artifacts, root, 'big.bin'))).rejects.toThrow();
});
