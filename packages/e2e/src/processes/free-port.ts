import { once } from 'node:events';
import { createServer } from 'node:net';
import { MillraceError } from '@millrace/spec';

/** A port of 127.0.0.1 that was free a moment ago, for servers that cannot choose one and tell it. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new MillraceError('INTERNAL_ERROR', 'A listening socket told no port');
  }
  return address.port;
};
