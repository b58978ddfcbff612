import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { driveJourneys } from './drive-journeys.ts';
import type { JourneyPlan, JourneyResult } from './journey-plan.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

type Part = Pick<JourneyPlan, 'journey' | 'timed' | 'maxJourneys'>;

const driveOn = async (listener: RequestListener, part: Part): Promise<JourneyResult> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return driveJourneys({
    host: '127.0.0.1',
    port: typeof address === 'object' && address !== null ? address.port : 0,
    connections: 1,
    warmUpMs: 0,
    windowMs: 10_000,
    ...part,
  });
};

const PAGES = 3;

/** Three pages of two runs, every other answer in chunks. */
const pages =
  (asked: string[]): RequestListener =>
  async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { page_token = '0' }: { page_token?: string } = JSON.parse(text);
    asked.push(page_token);
    const page = Number(page_token);
    const body = JSON.stringify({
      runs: [0, 1].map((run) => ({ info: { run_name: `run ${page * 2 + run}` } })),
      ...(page + 1 < PAGES ? { next_page_token: String(page + 1) } : {}),
    });
    response.setHeader('content-type', 'application/json');
    if (page % 2 === 0) response.setHeader('content-length', Buffer.byteLength(body));
    response.write(body.slice(0, 20));
    response.end(body.slice(20));
  };

test('a walk follows the tokens to the last page, again and again', async () => {
  const asked: string[] = [];
  const result = await driveOn(pages(asked), {
    journey: { kind: 'walk', request: { method: 'POST', path: 'runs/search', body: {} } },
    timed: 'request',
    maxJourneys: 2,
  });
  expect(asked).toEqual(['0', '1', '2', '0', '1', '2']);
  expect(result).toMatchObject({ errors: 0, journeys: 2, items: 6 });
  expect(result.timings).toHaveLength(6);
  expect(result.names).toEqual([['run 0', 'run 1', 'run 2', 'run 3', 'run 4', 'run 5']]);
});

test('a cycle keeps what each of its requests found first', async () => {
  const result = await driveOn(pages([]), {
    journey: {
      kind: 'cycle',
      requests: ['1', '2'].map((page_token) => ({
        method: 'POST',
        path: 'runs/search',
        body: { page_token },
      })),
    },
    timed: 'journey',
    maxJourneys: 5,
  });
  expect(result.timings).toHaveLength(5);
  expect(result.names).toEqual([
    ['run 2', 'run 3'],
    ['run 4', 'run 5'],
  ]);
});

const lives =
  (seen: [string | undefined, unknown][]): RequestListener =>
  async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { run_id }: { run_id?: string } = JSON.parse(text);
    seen.push([request.url, run_id]);
    response.end(JSON.stringify({ run: { info: { run_id: 'id' } } }));
  };

test('a life of a run is three requests with the id of the first', async () => {
  const seen: [string | undefined, unknown][] = [];
  const journey = { kind: 'lifecycle', experimentId: '1' } as const;
  const result = await driveOn(lives(seen), { journey, timed: 'journey', maxJourneys: 1 });
  expect(result.journeys).toBe(1);
  expect(seen).toEqual([
    ['/api/2.0/mlflow/runs/create', undefined],
    ['/api/2.0/mlflow/runs/log-batch', 'id'],
    ['/api/2.0/mlflow/runs/update', 'id'],
  ]);
});

test('an answer other than 200 is an error and ends the drive', async () => {
  const result = await driveOn((_, response) => response.writeHead(404).end('nowhere'), {
    journey: { kind: 'cycle', requests: [{ method: 'GET', path: '/x' }] },
    timed: 'request',
    maxJourneys: 10,
  });
  expect(result).toMatchObject({ errors: 1, firstError: '404 nowhere' });
});
