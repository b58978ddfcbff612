import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFake } from './start-fake.ts';

const SCRIPT = "document.documentElement.dataset.theme = 'dark'";
const CODE = `export const text = '${'long '.repeat(200)}';`;

const buildUi = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-ui-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'assets'));
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><base href="/" /><script>${SCRIPT}</script><script type="module" src="./assets/x.js"></script>`,
  );
  await writeFile(join(folder, 'assets/index-DiwrgTda.js'), CODE);
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, '..', 'millrace-secret.txt'), 'secret');
  return folder;
};

const start = async (staticPrefix = '') => {
  const server = await startFake({ uiDirectory: await buildUi(), staticPrefix });
  const get = (path: string, ...headers: string[]) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, {
      headers: Object.fromEntries(headers.map((header) => header.split(': '))),
    });
  return { ...server, get };
};

describe('the page', () => {
  it.each(['/', '/experiments/1', '/runs/abc.def'])('is served at %s, fresh each time', async (path) => {
    const { get } = await start();
    const response = await get(path, 'accept: text/html,*/*');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<base href="/" />');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('runs its own inline script and no other', async () => {
    const { get } = await start();
    const policy = (await get('/', 'accept: text/html')).headers.get('content-security-policy') ?? '';
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(SCRIPT))).toString('base64');
    expect(policy).toContain(`script-src 'self' 'sha256-${digest}';`);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    for (const rule of ["default-src 'self'", "object-src 'none'", "frame-ancestors 'self'"]) {
      expect(policy).toContain(rule);
    }
  });

  it('lives below the static prefix', async () => {
    const { get } = await start('/at/it');
    for (const path of ['/at/it', '/at/it/', '/at/it/experiments']) {
      expect(await (await get(path, 'accept: text/html')).text()).toContain('<base href="/at/it/" />');
    }
    expect((await get('/at/it/favicon.svg')).status).toBe(200);
    expect((await get('/favicon.svg')).status).toBe(404);
    expect((await get('/', 'accept: text/html')).status).toBe(404);
  });

  it.each(['/api', '/API/2.0/x', '/trpc', '/bytes', '/graphql', '/v1/traces', '/get-artifact/x'])(
    'is not at %s, which belongs to programs',
    async (path) => {
      const { get } = await start();
      const response = await get(path, 'accept: text/html');
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/json']);
    },
  );

  it('is not what a program gets for a wrong address', async () => {
    const { get } = await start();
    expect((await get('/experiments/1', 'accept: application/json')).status).toBe(404);
  });
});

describe('its files', () => {
  it('are kept for ever when their name has a hash', async () => {
    const { get } = await start();
    const response = await get('/assets/index-DiwrgTda.js');
    expect(await response.text()).toBe(CODE);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect((await get('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('come as %s', async (encoding, decode) => {
    const server = await start();
    const answer = await server.raw([
      'GET /assets/index-DiwrgTda.js HTTP/1.1',
      'Host: localhost',
      `Accept-Encoding: ${encoding}`,
    ]);
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toBe('accept-encoding');
    expect(decode(Buffer.from(answer.body, 'latin1')).toString()).toBe(CODE);
  });

  it('are all there is', async () => {
    const server = await start();
    for (const path of [
      '/../millrace-secret.txt',
      '/assets/..%2f..%2fmillrace-secret.txt',
      '/assets',
      '/assets/',
    ]) {
      const answer = await server.raw([`GET ${path} HTTP/1.1`, 'Host: localhost']);
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toContain('secret\n');
    }
  });
});

it('says so when it is not built', async () => {
  const { port } = await startFake({ uiDirectory: undefined as never });
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept: 'text/html' } });
  expect(response.status).toBe(200);
  expect(await response.text()).toMatch(/npm run build|<base href="\/"/);
});
