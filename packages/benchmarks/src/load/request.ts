import { digitsOf, pointTemplate } from './points.ts';

const HOLE = '#######';

export type BodyKind = 'log-metric' | 'log-batch';

export interface RequestOptions {
  readonly kind: BodyKind;
  readonly host: string;
  readonly runId: string;
  /** Distinct keys in one log-batch body. */
  readonly keys: number;
  readonly firstKey?: number | undefined;
}

/** A whole HTTP request, encoded once. Each round of it carries new points. */
export interface PreparedRequest {
  readonly bytes: Buffer;
  /** Fills in the digits of body `index`. The bytes must no longer be on their way to the socket. */
  fill(index: number): void;
}

export const prepareRequest = (options: RequestOptions): PreparedRequest => {
  const { firstKey = 0 } = options;
  const body =
    options.kind === 'log-metric'
      ? `{"run_id":"${options.runId}",${pointTemplate(firstKey, HOLE)}}`
      : `{"run_id":"${options.runId}","metrics":[${Array.from(
          { length: options.keys },
          (_, key) => `{${pointTemplate(firstKey + key, HOLE)}}`,
        ).join(',')}]}`;
  const bytes = Buffer.from(
    `POST /api/2.0/mlflow/runs/${options.kind} HTTP/1.1\r\nHost: ${options.host}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const holes: number[] = [];
  for (let at = bytes.indexOf(HOLE); at !== -1; at = bytes.indexOf(HOLE, at + HOLE.length)) holes.push(at);
  return {
    bytes,
    fill(index) {
      const digits = Buffer.from(digitsOf(index));
      for (const hole of holes) {
        for (let digit = 0; digit < HOLE.length; digit++) bytes[hole + digit] = digits[digit] ?? 0;
      }
    },
  };
};
