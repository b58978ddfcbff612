import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { HttpAnswer } from '@millrace/mlflow-rest';

const toRawHeaders = (headers: Readonly<Record<string, string>>): string[] => {
  const raw: string[] = [];
  for (const name in headers) raw.push(name, headers[name] ?? '');
  return raw;
};

/** A response that has begun cannot turn into an error: it is cut, so that its reader sees that it is not whole. */
const sendStream = async (response: ServerResponse, body: AsyncIterable<Uint8Array>): Promise<void> => {
  try {
    await pipeline(body, response);
  } catch {
    response.destroy();
  }
};

/** Writes an answer to its socket. `isLast` ends the connection after it. */
export const sendAnswer = async (
  response: ServerResponse,
  { status, headers, body }: HttpAnswer,
  isLast: boolean,
): Promise<void> => {
  const raw = toRawHeaders(headers);
  if (isLast) raw.push('connection', 'close');
  if (body === undefined) {
    if (status !== 204 && headers['content-length'] === undefined) raw.push('content-length', '0');
    response.writeHead(status, raw).end();
  } else if (typeof body === 'string') {
    raw.push('content-length', String(Buffer.byteLength(body)));
    response.writeHead(status, raw).end(body);
  } else if (body instanceof Uint8Array) {
    raw.push('content-length', String(body.byteLength));
    response.writeHead(status, raw).end(body);
  } else {
    response.writeHead(status, raw);
    response.flushHeaders();
    await sendStream(response, body);
  }
};
