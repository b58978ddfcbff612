import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Passes bytes both ways, and now and then cuts a connection when its answer comes: the server has done it, nobody knows. */
export interface SwallowingProxy {
  readonly url: string;
  /** Answers swallowed so far. */
  swallowed(): number;
  close(): Promise<void>;
}

/** `mayPass` is asked once an answer. */
export const startSwallowingProxy = async (url: string, mayPass: () => boolean): Promise<SwallowingProxy> => {
  const port = Number(new URL(url).port);
  const open = new Set<Socket>();
  let swallowed = 0;
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', end).on('close', () => {
        open.delete(socket);
        end();
      });
    }
    let decided = false;
    near.on('data', (bytes) => {
      decided = false;
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!decided && !mayPass()) {
        swallowed += 1;
        end();
        return;
      }
      decided = true;
      near.write(bytes);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallowed: () => swallowed,
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
