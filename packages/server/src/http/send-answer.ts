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

/** Longer texts are encoded once, which also tells their length; shorter ones go out in one piece with the headers. */
const LONG_TEXT = 16_384;

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
  const whole = typeof body === 'string' && body.length > LONG_TEXT ? Buffer.from(body) : body;
  if (whole !== undefined) raw.push('content-length', String(Buffer.byteLength(whole)));
  else if (status !== 204 && headers['content-length'] === undefined) raw.push('content-length', '0');
  response.writeHead(status, raw);
  if (!isLast) {
    response.end(whole);
    return;
  }
  if (whole === undefined) response.flushHeaders();
  else response.write(whole);
  await beforeEnd();
  response.end();
};
