import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { driveLoad } from './drive-load.ts';
import type { LoadResult } from './load-plan.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const loadOn = async (listener: RequestListener, maxRequests = 1_000_000): Promise<LoadResult> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return driveLoad({
    host: '127.0.0.1',
    port: typeof address === 'object' && address !== null ? address.port : 0,
    kind: 'log-metric',
    runIds: ['a', 'b', 'c'],
    keys: 1,
    laneKeys: 0,
    warmUpMs: 50,
    windowMs: 300,
    maxRequests,
  });
};

const steps =
  (seen: Map<string, number[]>): RequestListener =>
  async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { run_id, step } = JSON.parse(text);
    seen.set(run_id, [...(seen.get(run_id) ?? []), step]);
    response.setHeader('content-type', 'application/json').end('{}');
  };

test('every body is sent once, in order, and counted', async () => {
  const seen = new Map<string, number[]>();
  const result = await loadOn(steps(seen));
  expect(result.errors).toBe(0);
  expect(result.requests).toBeGreaterThan(10);
  for (const [lane, runId] of ['a', 'b', 'c'].entries()) {
    expect(seen.get(runId)).toEqual(
      Array.from({ length: result.sent[lane] ?? 0 }, (_, body) => 1_000_000 + body),
    );
  }
  // The warm-up and the tail are sent, but not measured.
  expect(result.sent.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(result.requests);
});

test('the window ends at the greatest number of requests', async () => {
  const result = await loadOn(steps(new Map()), 20);
  expect(result.requests).toBe(20);
  expect(result.seconds).toBeLessThan(0.3);
});

test('answers other than 200 are errors, not throughput', async () => {
  const result = await loadOn((request, response) => {
    request.resume();
    response.writeHead(503).end('busy');
  });
  expect(result.requests).toBe(0);
  expect(result.errors).toBeGreaterThan(0);
  expect(result.firstError).toMatch(/^503 [^]*busy/);
});

test('chunked answers are read to their end', async () => {
  const result = await loadOn((request, response) => {
    request.resume();
    request.once('end', () => {
      response.write('{');
      setTimeout(() => response.end('}'), 2);
    });
  });
  expect(result.errors).toBe(0);
  expect(result.requests).toBeGreaterThan(0);
  expect(result.latency.p50).toBeGreaterThan(1);
});

test('a connection that breaks is an error, and the load ends', async () => {
  const result = await loadOn((request) => request.socket.destroy());
  expect(result.errors).toBe(3);
  expect(result.firstError).toBe('the server closed the connection');
});
