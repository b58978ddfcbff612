import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * One connection with one request in flight: the least an HTTP client can do, so that the load weighs less than the
 * server it measures.
 */
export interface KeepAliveSocket {
  /** Writes a whole request; `onAnswer` follows once. */
  send(request: Buffer): void;
  close(): void;
}

export interface KeepAliveSocketOptions {
  readonly host: string;
  readonly port: number;
  /** `body` puts the answer's bytes together; asked for only within the call. */
  onAnswer(status: number, body: () => Buffer): void;
  /** The server closed or reset the connection. */
  onBreak(): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

interface Head {
  readonly status: number;
  readonly bodyStart: number;
  /** `undefined` when the body comes in chunks. */
  readonly end: number | undefined;
}

const readHead = (bytes: Buffer): Head | undefined => {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return undefined;
  const bodyStart = headEnd + HEAD_END.length;
  const head = bytes.toString('latin1', 0, headEnd);
  const length = /content-length: *(\d+)/i.exec(head)?.[1];
  return {
    status: Number(head.slice(9, 12)),
    bodyStart,
    end: length === undefined ? undefined : bodyStart + Number(length),
  };
};

/** The body without the lengths between its chunks. */
const joinChunks = (bytes: Buffer): Buffer => {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const length = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (!(length > 0)) return Buffer.concat(chunks);
    const start = lineEnd + 2;
    chunks.push(bytes.subarray(start, start + length));
    at = start + length + 2;
  }
};

/** An answer as it comes in, in pieces that are not copied before it is whole. */
class Incoming {
  #pieces: Buffer[] = [];
  #size = 0;
  #head: Head | undefined;

  /** The head once the answer is whole. */
  add(piece: Buffer): Head | undefined {
    this.#pieces.push(piece);
    this.#size += piece.length;
    this.#head ??= readHead(this.#whole());
    const head = this.#head;
    if (head === undefined) return undefined;
    if (head.end !== undefined) return this.#size >= head.end ? head : undefined;
    const tail = piece.length >= LAST_CHUNK.length ? piece : this.#whole();
    return tail.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK) ? head : undefined;
  }

  body({ bodyStart, end }: Head): Buffer {
    const bytes = this.#whole().subarray(bodyStart);
    return end === undefined ? joinChunks(bytes) : bytes;
  }

  #whole(): Buffer {
    const [only] = this.#pieces;
    if (only !== undefined && this.#pieces.length === 1) return only;
    const whole = Buffer.concat(this.#pieces);
    this.#pieces = [whole];
    return whole;
  }
}

export const openKeepAliveSocket = async (options: KeepAliveSocketOptions): Promise<KeepAliveSocket> => {
  const socket = connect({ host: options.host, port: options.port, noDelay: true });
  await once(socket, 'connect');
  let incoming = new Incoming();
  let closing = false;
  socket.on('data', (piece) => {
    const head = incoming.add(piece);
    if (head === undefined) return;
    const answer = incoming;
    incoming = new Incoming();
    options.onAnswer(head.status, () => answer.body(head));
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
