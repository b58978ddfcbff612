import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A port of loopback that nobody has a reason to reach. */
export interface Sentinel {
  readonly port: number;
  hits(): number;
  close(): Promise<void>;
}

export const startSentinel = async (): Promise<Sentinel> => {
  let hits = 0;
  const server = createServer((socket) => {
    hits += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    hits: () => hits,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
};
