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

export interface Sending {
  /** Ends the connection after it. */
  readonly isLast: boolean;
  /** Comes between the last byte and the end, with the whole answer on its way. */
  beforeEnd(): Promise<void>;
}

/** Writes an answer to its socket. */
export const sendAnswer = async (
  response: ServerResponse,
  { status, headers, body }: HttpAnswer,
  { isLast, beforeEnd }: Sending,
): Promise<void> => {
  const raw = toRawHeaders(headers);
  if (isLast) raw.push('connection', 'close');
  if (body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)) {
    response.writeHead(status, raw);
    response.flushHeaders();
    await sendStream(response, body);
    return;
  }
  if (body !== undefined) raw.push('content-length', String(Buffer.byteLength(body)));
  else if (status !== 204 && headers['content-length'] === undefined) raw.push('content-length', '0');
  response.writeHead(status, raw);
  if (!isLast) {
    response.end(body);
    return;
  }
  if (body === undefined) response.flushHeaders();
  else response.write(body);
  await beforeEnd();
  response.end();
};
