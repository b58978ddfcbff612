import type { IncomingMessage } from 'node:http';
import { type HttpRequest, tooLarge } from '@millrace/mlflow-rest';
import { MillraceError } from '@millrace/spec';

const endedEarly = (cause?: unknown): MillraceError =>
  new MillraceError('CANCELLED', 'The request body ended early', { cause });

const tooSlow = (patience: number): MillraceError =>
  new MillraceError('DEADLINE_EXCEEDED', `The request body took longer than ${patience} ms`, {
    reason: 'http/body-too-slow',
  });

/** A request from a socket. Its body is read by events: an async iterator costs more than a small request does. */
export class IncomingRequest implements HttpRequest {
  readonly #incoming: IncomingMessage;
  readonly #patience: number;
  #controller: AbortController | undefined;
  readonly method: string;
  readonly target: string;

  /** `patience`: milliseconds a body that is read whole may take. */
  constructor(incoming: IncomingMessage, patience: number) {
    this.#incoming = incoming;
    this.#patience = patience;
    this.method = incoming.method ?? 'GET';
    this.target = incoming.url ?? '/';
  }

  /** Made when asked for: few requests outlive their client. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  /** The client is gone or has its answer. */
  end(): void {
    this.#controller?.abort();
  }

  header(name: string): string | undefined {
    const value = this.#incoming.headers[name];
    return typeof value === 'string' ? value : value?.join(', ');
  }

  bytes(limit: number): Promise<Uint8Array> {
    const incoming = this.#incoming;
    return new Promise((resolve, reject) => {
      if (Number(incoming.headers['content-length'] ?? 0) > limit) {
        reject(tooLarge(limit));
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      const timer = setTimeout(() => reject(tooSlow(this.#patience)), this.#patience);
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= limit) chunks.push(chunk);
        else {
          incoming.pause();
          reject(tooLarge(limit));
        }
      });
      incoming.on('end', () => {
        clearTimeout(timer);
        const [only] = chunks;
        resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, size));
      });
      incoming.on('error', (error) => reject(endedEarly(error)));
      incoming.on('close', () => {
        clearTimeout(timer);
        // An error takes a stack trace: not on every request.
        if (!incoming.complete) reject(endedEarly());
      });
    });
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    const incoming = this.#incoming;
    try {
      // Ends with an error unless all that was announced has come. Whoever stops early still owes an answer.
      for await (const chunk of incoming.iterator({ destroyOnReturn: false })) yield chunk as Uint8Array;
    } catch (cause) {
      throw endedEarly(cause);
    }
  }
}
