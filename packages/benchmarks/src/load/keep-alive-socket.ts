import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * One connection with one request in flight: the least an HTTP client can do, so that the load weighs less than the
 * server it measures.
 */
export interface KeepAliveSocket {
  /** Writes a whole request; `onAnswer` follows once, with the status and what the body holds of an error. */
  send(request: Buffer): void;
  close(): void;
}

export interface KeepAliveSocketOptions {
  readonly host: string;
  readonly port: number;
  onAnswer(status: number, errorText: string): void;
  /** The server closed or reset the connection. */
  onBreak(): void;
}

export const openKeepAliveSocket = async (options: KeepAliveSocketOptions): Promise<KeepAliveSocket> => {
  const socket = connect({ host: options.host, port: options.port, noDelay: true });
  await once(socket, 'connect');
  let pending: Buffer | undefined;
  let closing = false;
  socket.on('data', (chunk) => {
    pending = pending === undefined ? chunk : Buffer.concat([pending, chunk]);
    const answer = readAnswer(pending);
    if (answer === undefined) return;
    pending = undefined;
    options.onAnswer(answer.status, answer.status === 200 ? '' : answer.body());
  });
  const broken = (): void => {
    if (closing) return;
    closing = true;
    socket.destroy();
    options.onBreak();
  };
  socket.on('error', broken);
  socket.on('close', broken);
  return {
    send: (request) => void socket.write(request),
    close() {
      closing = true;
      socket.destroy();
    },
  };
};

const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** `undefined` until the answer is whole. */
const readAnswer = (bytes: Buffer): { status: number; body(): string } | undefined => {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return undefined;
  const bodyStart = headEnd + HEAD_END.length;
  const head = bytes.toString('latin1', 0, headEnd);
  const length = /content-length: *(\d+)/i.exec(head)?.[1];
  const isWhole =
    length === undefined
      ? bytes.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)
      : bytes.length >= bodyStart + Number(length);
  if (!isWhole) return undefined;
  return { status: Number(head.slice(9, 12)), body: () => bytes.toString('utf8', bodyStart) };
};
