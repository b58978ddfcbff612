import { openKeepAliveSocket } from './keep-alive-socket.ts';
import type { PlannedRequest } from './journey-plan.ts';

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** One connection whose answers can be awaited. */
export interface Exchange {
  send(bytes: Buffer): Promise<Answer>;
  close(): void;
}

export const encodeRequest = ({ method, path, body }: PlannedRequest, host: string): Buffer => {
  const target = path.startsWith('/') ? path : `/api/2.0/mlflow/${path}`;
  const head = `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n`;
  if (body === undefined) return Buffer.from(`${head}\r\n`);
  const text = JSON.stringify(body);
  return Buffer.from(
    `${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
};

export const openExchange = async (host: string, port: number): Promise<Exchange> => {
  let waiting: PromiseWithResolvers<Answer> | undefined;
  const socket = await openKeepAliveSocket({
    host,
    port,
    onAnswer: (status, body) => waiting?.resolve({ status, body: body() }),
    onBreak: () => waiting?.resolve({ status: 0, body: Buffer.from('the server closed the connection') }),
  });
  return {
    send(bytes) {
      waiting = Promise.withResolvers<Answer>();
      socket.send(bytes);
      return waiting.promise;
    },
    close: () => socket.close(),
  };
};
