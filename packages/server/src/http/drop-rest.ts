import type { IncomingMessage } from 'node:http';

/** How long a refused client may take to read why, in milliseconds, and how much it may still send meanwhile, in bytes. */
const PATIENCE = 1_000;
const ENOUGH = 24 * 1024 * 1024;

/**
 * Reads on without keeping anything, for a while. A connection that is closed over unread data is reset, and then a client
 * that was still sending never reads why it was refused.
 */
export const dropRest = (incoming: IncomingMessage): Promise<void> => {
  if (incoming.complete || incoming.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, PATIENCE);
    let left = ENOUGH;
    // Whoever read it has given up.
    incoming.removeAllListeners('data');
    incoming.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) incoming.pause();
    });
    incoming.once('end', end).once('close', end).once('error', end);
    incoming.resume();
  });
};
