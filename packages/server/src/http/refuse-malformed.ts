import type { Duplex } from 'node:stream';
import { errorAnswer } from '@millrace/mlflow-rest';
import { MillraceError } from '@millrace/spec';
import { SECURITY_HEADERS } from './security-headers.ts';

/** What Node's parser calls its refusals, where another status than 400 says more. */
const STATUS_BY_CODE: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

/** Answers what is not even an HTTP request, in the error body of every other refusal, and closes: Node alone says nothing. */
export const refuseMalformed = (error: Error, socket: Duplex): void => {
  const code = codeOf(error);
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { headers, body } = errorAnswer(
    new MillraceError('BAD_REQUEST', 'Malformed HTTP request, or one that came too slowly', { cause: error }),
  );
  const text = typeof body === 'string' ? body : '';
  const lines = Object.entries({
    ...SECURITY_HEADERS,
    ...headers,
    'content-length': String(Buffer.byteLength(text)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${STATUS_BY_CODE[code] ?? '400 Bad Request'}\r\n${lines.join('')}\r\n${text}`);
};
