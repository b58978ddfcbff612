import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { firstFreePort } from './free-port.ts';

test('passes over a port that is taken', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await firstFreePort(port)).toBeGreaterThan(port);
  taken.close();
  await once(taken, 'close');
  expect(await firstFreePort(port)).toBe(port);
});
