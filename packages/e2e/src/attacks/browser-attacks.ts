import { strictEqual } from 'node:assert/strict';
import { type Attack, requireStatus } from './attack.ts';
import type { RawAnswer, RawRequest } from './send-raw.ts';
import { AJAX, API, ARTIFACTS, PREFIX, type Target } from './target.ts';

/** A way to say where to, per kind of endpoint, whether it exists or not. */
const PLACES = [
  `${API}/runs/create`,
  `${AJAX}/runs/create`,
  `${API}/nothing`,
  `${ARTIFACTS}/0/x`,
  '/get-artifact',
  `${PREFIX}/get-artifact`,
  `${PREFIX}/trpc/runs.create`,
  `${PREFIX}/bytes/at/0/x`,
  '/graphql',
  `${PREFIX}/graphql`,
  '/v1/traces',
  `${PREFIX}/`,
  '/',
  `/${API}/runs/create`,
  API.toUpperCase(),
];

const FOREIGN_HOSTS = [
  'evil.com',
  '10.evil.com',
  '192.168.evil.com',
  'localhost.evil.com',
  '127.0.0.1.evil.com',
  'evil.com:5000',
  'localhost@evil.com',
  '169.254.169.254',
  '8.8.8.8',
];
const MALFORMED_HOSTS = ['localhost:evil', 'localhost:99999', '[::1', 'a b', '127.0.0.1/x'];

const FOREIGN_ORIGINS = [
  'https://evil',
  'null',
  'http://localhost.evil.com',
  'http://localhost:9999',
  'http://127.0.0.1:1',
  'file://',
];

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

const countRuns = async ({ send, experimentId }: Target): Promise<number> => {
  const answer = await send({
    method: 'POST',
    target: `${API}/runs/search`,
    headers: [['content-type', 'application/json']],
    body: JSON.stringify({ experiment_ids: [experimentId], max_results: 1000 }),
  });
  return (JSON.parse(answer.body) as { runs?: unknown[] }).runs?.length ?? 0;
};

/** A row of requests, all of which must be refused alike, with nothing created. */
const allRefused = (
  id: string,
  name: string,
  { requests, statuses }: { requests: readonly RawRequest[]; statuses: readonly number[] },
): Attack => ({
  id,
  name,
  strike: async (target) => {
    const before = await countRuns(target);
    for (const request of requests) {
      const answer: RawAnswer = await target.send(request);
      requireStatus(answer, statuses);
      strictEqual(answer.headers['access-control-allow-origin'], undefined, 'a CORS header was given');
    }
    strictEqual(await countRuns(target), before, 'a run was created');
  },
});

const create = (target: string, headers: RawRequest['headers'] = []): RawRequest => ({
  method: 'POST',
  target,
  headers: [['content-type', 'application/json'], ...headers],
  body: '{"experiment_id":"0"}',
});

const hosts: readonly Attack[] = [
  ...FOREIGN_HOSTS.map((host) =>
    allRefused(host === 'evil.com' ? 'B01' : 'B02', `Host: ${host} at every place`, {
      requests: PLACES.flatMap((place) => [
        create(place, [['host', host]]),
        { target: place, headers: [['host', host]] },
      ]),
      statuses: [400, 403],
    }),
  ),
  ...MALFORMED_HOSTS.map((host) =>
    allRefused('B02', `Host: ${host} at every place`, {
      requests: PLACES.map((place) => create(place, [['host', host]])),
      statuses: [400, 403],
    }),
  ),
  allRefused('B02', 'an empty Host, none, and two of them', {
    requests: [
      { target: '/', bytes: `GET ${API}/experiments/search HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n` },
      { target: '/', bytes: `GET ${API}/experiments/search HTTP/1.1\r\nConnection: close\r\n\r\n` },
      {
        target: '/',
        bytes: `GET ${API}/experiments/search HTTP/1.1\r\nHost: localhost\r\nHost: evil.com\r\nConnection: close\r\n\r\n`,
      },
      {
        target: '/',
        bytes: `GET ${API}/experiments/search HTTP/1.1\r\nHost: evil.com\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      },
    ],
    statuses: [400, 403],
  }),
  {
    id: 'B01',
    name: 'only /health and /version answer any Host',
    strike: async ({ send }) => {
      for (const path of ['/health', '/version', `${PREFIX}/health`]) {
        requireStatus(await send({ target: path, headers: [['host', 'evil.com']] }), [200]);
      }
    },
  },
  {
    id: 'B02',
    name: 'our own name in other letters, or with a dot at its end',
    strike: async ({ send }) => {
      for (const host of ['LOCALHOST', 'localhost.', 'LocalHost.:5000', '127.0.0.1:1', '[::1]:5000']) {
        const target = `${API}/experiments/get?experiment_id=0`;
        requireStatus(await send({ target, headers: [['host', host]] }), [200]);
      }
    },
  },
];

const origins: readonly Attack[] = FOREIGN_ORIGINS.map((origin) =>
  allRefused('B03', `Origin: ${origin} writes at every place`, {
    requests: PLACES.flatMap((place) =>
      METHODS.map((method) => ({ ...create(place, [['origin', origin]]), method })),
    ),
    statuses: [403],
  }),
);

const types: readonly Attack[] = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  '',
  'text/plain; application/json',
  'application/jsonx',
].map((type) =>
  allRefused('B04', `runs/create as '${type}'`, {
    requests: [`${API}/runs/create`, `${AJAX}/runs/create`, `${PREFIX}/trpc/runs.create`].map((target) => ({
      method: 'POST',
      target,
      headers: [['content-type', type]],
      body: '{"experiment_id":"0","experimentId":"0"}',
    })),
    statuses: [400, 415],
  }),
);

const mixed: readonly Attack[] = [
  allRefused('B04', 'application/json;x from another origin', {
    requests: [`${API}/runs/create`, `${AJAX}/runs/create`].map((target) => ({
      ...create(target),
      headers: [
        ['content-type', 'application/json;x'],
        ['origin', 'https://evil'],
      ],
    })),
    statuses: [403],
  }),
  allRefused('B05', 'a form of another site, told by Sec-Fetch-Site alone', {
    requests: PLACES.flatMap((place) =>
      ['cross-site', 'same-site'].map((site) => create(place, [['sec-fetch-site', site]])),
    ),
    statuses: [403],
  }),
  {
    id: 'B07',
    name: 'a preflight from elsewhere allows nothing',
    strike: async ({ send }) => {
      for (const place of PLACES) {
        const { headers } = await send({
          method: 'OPTIONS',
          target: place,
          headers: [
            ['origin', 'https://evil'],
            ['access-control-request-method', 'POST'],
          ],
        });
        strictEqual(headers['access-control-allow-origin'], undefined);
        strictEqual(headers['access-control-allow-methods'], undefined);
      }
    },
  },
];

export const browserAttacks: readonly Attack[] = [...hosts, ...origins, ...types, ...mixed];
