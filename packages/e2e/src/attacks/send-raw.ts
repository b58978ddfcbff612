import { connect } from 'node:net';
import { MillraceError } from '@millrace/spec';

/** A request as its bytes: nothing between a test and the server may tidy it up. */
export interface RawRequest {
  readonly method?: string;
  /** The request line's target, as it is sent. */
  readonly target: string;
  /** `host`, `connection: close` and `content-length` are added unless given; an empty value keeps a line away. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Uint8Array;
  /** Goes on the socket instead of all of the above. */
  readonly bytes?: string;
}

export interface RawAnswer {
  readonly request: RawRequest;
  readonly status: number;
  /** Lower-case names; several lines of one header are joined by a line break. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly milliseconds: number;
}

const PATIENCE_MS = 20_000;

const toHead = ({ method = 'GET', target, headers = [], body }: RawRequest, port: number): string => {
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = headers.filter(([, value]) => value !== '');
  const add = (name: string, value: string): void => {
    if (!given.has(name)) lines.push([name, value]);
  };
  add('host', `127.0.0.1:${port}`);
  add('connection', 'close');
  if (body !== undefined && !given.has('transfer-encoding')) {
    add('content-length', String(Buffer.byteLength(body)));
  }
  return `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
};

const unchunk = (body: Buffer): Buffer => {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    const size = end < 0 ? 0 : Number.parseInt(body.toString('latin1', at, end), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
};

const parse = (received: Buffer): Pick<RawAnswer, 'status' | 'headers' | 'body'> => {
  const end = received.indexOf('\r\n\r\n');
  const [first = '', ...lines] = received.toString('latin1', 0, Math.max(end, 0)).split('\r\n');
  const headers: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const mark = line.indexOf(':');
    const name = line.slice(0, mark).toLowerCase();
    const value = line.slice(mark + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}\n${value}`;
  }
  const rest = received.subarray(end + 4);
  const body = headers['transfer-encoding'] === 'chunked' ? unchunk(rest) : rest;
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, body: body.toString() };
};

/** Sends it to 127.0.0.1 and reads until the server closes. Status 0: it closed without an answer. */
export const sendRaw = (port: number, request: RawRequest): Promise<RawAnswer> => {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const received: Buffer[] = [];
    const overdue = setTimeout(() => {
      socket.destroy();
      const { method = 'GET', target } = request;
      reject(
        new MillraceError('DEADLINE_EXCEEDED', `No end of the answer to ${method} ${target.slice(0, 200)}`),
      );
    }, PATIENCE_MS);
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    // A server that refuses a body may close while it is still being sent: what counts is the answer.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(overdue);
      resolve({ request, ...parse(Buffer.concat(received)), milliseconds: performance.now() - from });
    });
    socket.write(request.bytes ?? toHead(request, port), 'latin1');
    if (request.body !== undefined && request.bytes === undefined) socket.write(request.body);
  });
};
