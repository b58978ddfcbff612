import { once } from 'node:events';
import { createServer } from 'node:net';

const isFree = async (port: number, host: string): Promise<boolean> => {
  const probe = createServer().listen(port, host);
  try {
    await once(probe, 'listening');
  } catch (error) {
    // A machine without IPv6 has no ::1 for anyone to take.
    return error instanceof Error && 'code' in error && error.code === 'EADDRNOTAVAIL';
  }
  probe.close();
  await once(probe, 'close');
  return true;
};

/** The first port from `wanted` on that nobody listens on, by either name of localhost. */
export const firstFreePort = async (wanted: number): Promise<number> => {
  for (let port = wanted; port < 65_536; port++) {
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::1'))) return port;
  }
  throw new Error(`No port from ${wanted} on is free`);
};
