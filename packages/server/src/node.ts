import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { errorAnswer, type HttpAnswer } from '@millrace/mlflow-rest';
import { MillraceError } from '@millrace/spec';
import type { MillraceServer } from './create-server.ts';
import { checkFraming } from './http/check-framing.ts';
import { dropRest } from './http/drop-rest.ts';
import { IncomingRequest } from './http/from-incoming.ts';
import { refuseMalformed } from './http/refuse-malformed.ts';
import { SECURITY_HEADERS } from './http/security-headers.ts';
import { sendAnswer } from './http/send-answer.ts';

export interface ListenOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Milliseconds a JSON body may take to arrive, and an artifact's to be silent; 60 seconds when absent. */
  readonly patience?: number | undefined;
}

export interface Listener {
  readonly url: string;
  /** Takes no more requests, finishes those it has, within 30 seconds. The server itself stays open. */
  close(): Promise<void>;
}

const TIMEOUTS = {
  headersTimeout: 15_000,
  // An artifact may take hours: bodies have a limit of silence instead.
  requestTimeout: 0,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  // The guard refuses a request without one, in words.
  requireHostHeader: false,
} as const;

const PATIENCE = 60_000;

const DRAIN = 30_000;

const withSecurity = (answer: HttpAnswer): HttpAnswer => ({
  ...answer,
  headers: { ...SECURITY_HEADERS, ...answer.headers },
});

/** Serves on a TCP port. Rejects when the port is taken (`cause.code` is EADDRINUSE). */
export const listen = async (
  server: Pick<MillraceServer, 'handle'>,
  { host, port, patience = PATIENCE }: ListenOptions,
): Promise<Listener> => {
  const eventStreams = new Set<ServerResponse>();
  const answering = new WeakMap<Duplex, ServerResponse>();
  // Opened in advance, as browsers do, without a word yet: Node counts them as busy.
  const silent = new Set<Socket>();
  let isClosing = false;

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { socket } = incoming;
    silent.delete(socket);
    answering.set(socket, response);
    const request = new IncomingRequest(incoming, patience);
    response.once('close', () => {
      request.end();
      // A stream's headers said keep-alive before closing began.
      if (isClosing) http.closeIdleConnections();
    });
    let result: HttpAnswer;
    let isLast = false;
    try {
      checkFraming(incoming.rawHeaders);
      result = await server.handle(request);
    } catch (error) {
      result = withSecurity(errorAnswer(error));
      isLast = true;
    }
    // What is left of a refused body is not waited for, only dropped a while.
    if (isClosing || (!incoming.complete && result.status >= 400)) isLast = true;
    if (result.headers['content-type']?.startsWith('text/event-stream') === true) {
      // Nothing may happen for hours.
      response.setTimeout(0);
      eventStreams.add(response);
      response.once('close', () => eventStreams.delete(response));
    }
    await sendAnswer(response, result, { isLast, beforeEnd: () => dropRest(incoming) });
    if (!isLast) answering.delete(socket);
    else if (!incoming.complete) incoming.destroy();
  };

  const http = createHttpServer(TIMEOUTS, (incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  http.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  http.on('clientError', (error, socket) => {
    // A second answer would be taken for that of a next request.
    if (answering.get(socket)?.headersSent === true) socket.end(() => socket.destroy());
    else refuseMalformed(error, socket);
  });
  // Not before the body's own deadline, which answers.
  http.setTimeout(patience * 1.5, (socket) => socket.destroy());

  await new Promise<void>((resolve, reject) => {
    http.once('error', (cause) =>
      reject(
        new MillraceError('TEMPORARILY_UNAVAILABLE', `Cannot listen on ${host}:${port}`, {
          reason: 'server/cannot-listen',
          cause,
        }),
      ),
    );
    http.listen(port, host, resolve);
  });

  const { port: actual, family, address } = http.address() as AddressInfo;
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : family === 'IPv6' ? `[${address}]` : host;
  return {
    url: `http://${shown}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        isClosing = true;
        const deadline = setTimeout(() => http.closeAllConnections(), DRAIN);
        http.close(() => {
          clearTimeout(deadline);
          resolve();
        });
        for (const stream of eventStreams) stream.destroy();
        for (const socket of silent) if (socket.bytesRead === 0) socket.destroy();
        http.closeIdleConnections();
      }),
  };
};
