import { describe, expect, it } from 'vitest';
import { startFake } from './start-fake.ts';

const BODY = '{"run_id":"r","key":"k","value":1,"timestamp":1}';

const API = '/api/2.0/mlflow/runs/log-metric';

/** Every way in, in spellings that name it or nearly do. */
const PATHS = [
  API,
  '/ajax-api/2.0/mlflow/runs/log-metric',
  '/at/ajax-api/2.0/mlflow/runs/log-metric',
  '/api/2.0/mlflow-artifacts/artifacts/1/a',
  '/trpc/runs.logMetric',
  '/at/trpc/runs.logMetric',
  '/bytes/at/1/a',
  '/at/bytes/at/1/a',
  '/graphql',
  '/v1/traces',
  '/at/',
  '//api/2.0/mlflow/runs/log-metric',
  '/API/2.0/mlflow/runs/log-metric',
];

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

const request = (method: string, path: string, headers: readonly string[]): string[] => [
  `${method} ${path} HTTP/1.1`,
  ...headers,
  'Content-Type: application/json',
  `Content-Length: ${BODY.length}`,
];

const isForeign = async (server: Awaited<ReturnType<typeof startFake>>, lines: string[]): Promise<void> => {
  const answer = await server.raw(lines, BODY);
  expect(answer.status, lines.join(' | ')).toBe(403);
  expect(JSON.parse(answer.body)).toMatchObject({ error_code: 'PERMISSION_DENIED' });
  expect(answer.headers.get('access-control-allow-origin')).toBeUndefined();
};

describe('a foreign host (B01, B05)', () => {
  it('is refused on every path', async () => {
    const server = await startFake({ staticPrefix: '/at' });
    for (const path of PATHS) await isForeign(server, request('POST', path, ['Host: evil.com']));
    expect((await server.raw(['GET / HTTP/1.1', 'Host: 10.evil.com'])).status).toBe(403);
    expect(server.reached).toEqual([]);
  });

  it('may ask whether the server is well', async () => {
    const server = await startFake({ staticPrefix: '/at' });
    for (const path of ['/health', '/version', '/at/health']) {
      expect((await server.raw([`GET ${path} HTTP/1.1`, 'Host: evil.com'])).status).toBe(200);
    }
  });
});

describe('a Host header that is none (B02)', () => {
  it.each([
    [['Host: localhost:evil'], 400],
    [['Host: '], 400],
    [['Host: localhost', 'Host: evil.com'], 400],
    [['Host: localhost', 'Host: localhost'], 400],
    [[], 400],
    [['Host: LOCALHOST.'], 200],
  ])('%j is answered with %i', async (headers, status) => {
    const server = await startFake();
    const answer = await server.raw(request('POST', API, headers), BODY);
    expect(answer.status).toBe(status);
    expect(server.reached).toHaveLength(status === 200 ? 1 : 0);
  });
});

describe('a page elsewhere (B03, B05)', () => {
  const origins = [
    'https://evil.com',
    'null',
    'http://localhost.evil.com',
    'http://localhost:9999',
    'http://localhost',
    'localhost',
    'http://10.0.0.1',
    'file://',
  ];

  it.each(origins)('at %s changes nothing', async (origin) => {
    const server = await startFake({ staticPrefix: '/at' });
    for (const path of PATHS) {
      for (const method of path === API ? METHODS : ['POST']) {
        await isForeign(server, request(method, path, ['Host: localhost:5000', `Origin: ${origin}`]));
      }
    }
    expect(server.reached).toEqual([]);
  });

  it.each(['cross-site', 'same-site'])(
    'that hides its origin is known by Sec-Fetch-Site: %s',
    async (site) => {
      const server = await startFake();
      await isForeign(server, request('POST', API, ['Host: localhost', `Sec-Fetch-Site: ${site}`]));
      expect(server.reached).toEqual([]);
    },
  );

  it('gets no leave from a preflight (B07)', async () => {
    const server = await startFake();
    const answer = await server.raw([
      `OPTIONS ${API} HTTP/1.1`,
      'Host: localhost',
      'Origin: https://evil.com',
      'Access-Control-Request-Method: POST',
    ]);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('our own page', () => {
  it.each([
    ['Host: localhost:5000', 'Origin: http://localhost:5000'],
    ['Host: 127.0.0.1:5000', 'Origin: http://127.0.0.1:5000'],
    ['Host: localhost', 'Origin: http://localhost:80'],
    ['Host: localhost:5000', 'Sec-Fetch-Site: same-origin'],
    ['Host: [::1]:5000', 'Origin: http://[::1]:5000'],
  ])('at %s, %s, may write', async (...headers) => {
    const server = await startFake();
    expect((await server.raw(request('POST', API, headers), BODY)).status).toBe(200);
    expect(server.reached).toEqual(['runs.logMetric']);
  });
});

describe('an allowed origin', () => {
  const config = { corsAllowedOrigins: ['https://lab.example.com'] };
  const origin = 'Origin: https://lab.example.com';

  it('may ask and write, and read the answer', async () => {
    const server = await startFake(config);
    const preflight = await server.raw([
      `OPTIONS ${API} HTTP/1.1`,
      'Host: localhost',
      origin,
      'Access-Control-Request-Method: POST',
      'Access-Control-Request-Headers: content-type',
    ]);
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
    const answer = await server.raw(request('POST', API, ['Host: localhost', origin]), BODY);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://lab.example.com');
    expect(answer.headers.get('vary')).toBe('origin');
  });

  it.each(['https://lab.example.com.evil.com', 'http://lab.example.com', 'https://lab.example.com:8443'])(
    'is not %s',
    async (other) => {
      const server = await startFake(config);
      await isForeign(server, request('POST', API, ['Host: localhost', `Origin: ${other}`]));
    },
  );
});

describe('what a form can send (B04)', () => {
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    undefined,
  ];

  it.each(types)('%s is not taken for JSON', async (type) => {
    const server = await startFake();
    for (const path of [API, '/ajax-api/2.0/mlflow/runs/log-metric', '/trpc/runs.logMetric']) {
      const lines = [`POST ${path} HTTP/1.1`, 'Host: localhost', `Content-Length: ${BODY.length}`];
      const answer = await server.raw(type === undefined ? lines : [...lines, `Content-Type: ${type}`], BODY);
      expect(answer.status, path).toBe(400);
    }
    expect(server.reached).toEqual([]);
  });
});

describe('markup in a request (X05)', () => {
  it.each([
    ['GET /<script>alert(1)</script> HTTP/1.1', 'Content-Type: text/plain'],
    ['GET /api/2.0/mlflow/<script> HTTP/1.1', 'Content-Type: text/plain'],
    [`POST ${API} HTTP/1.1`, 'Content-Type: <script>'],
  ])('%s with %s is answered as data', async (...lines) => {
    const server = await startFake();
    const answer = await server.raw([...lines, 'Host: localhost']);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    JSON.parse(answer.body);
  });
});

describe('raw HTTP (I08, P04)', () => {
  const post = `POST ${API} HTTP/1.1`;

  it.each([
    [[post, 'Host: localhost', 'Content-Length: 2', 'Transfer-Encoding: chunked']],
    [[post, 'Host: localhost', 'Content-Length: 2', 'Content-Length: 3']],
    [[post, 'Host: localhost', 'Transfer-Encoding: xchunked']],
    [[post, 'Host: localhost', 'Transfer-Encoding: chunked, identity']],
    [[post, 'Host: localhost', 'X-Folded: a', ' b']],
    [[post, 'Host : localhost']],
    [['GET /api/2.0/mlflow-artifacts/artifacts/../../etc/passwd HTTP/1.1', 'Host: localhost']],
    [['GET http://evil/api/2.0/mlflow/runs/get?run_id=r HTTP/1.1', 'Host: localhost']],
    [['GET //api/2.0/mlflow/runs/get?run_id=r HTTP/1.1', 'Host: localhost']],
    [['GET /API/2.0/mlflow/runs/get?run_id=r HTTP/1.1', 'Host: localhost', 'Accept: text/html']],
    [['GET /bytes/at/1/../../x HTTP/1.1', 'Host: localhost']],
    [['GET /x/%2e%2e/api HTTP/1.1', 'Host: localhost']],
  ])('%j reaches nothing', async (lines) => {
    const server = await startFake();
    const answer = await server.raw(lines);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).not.toBe(500);
    expect(server.reached).toEqual([]);
  });
});
