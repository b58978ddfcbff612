import type { OperationId } from '@millrace/protocol';
import { onTestFinished } from 'vitest';
import { resolveConfig } from '../src/config/resolve-config.ts';
import type { ServerConfig } from '../src/config/server-config.ts';
import { createHandler } from '../src/create-handler.ts';
import { listen } from '../src/node.ts';
import { createFakeServices } from './fake-services.ts';
import { type RawAnswer, rawRequest } from './raw-request.ts';

export interface FakeServer {
  readonly port: number;
  readonly reached: OperationId[];
  /** Request line and headers as given; `Connection: close` is added. */
  raw(lines: readonly string[], body?: string): Promise<RawAnswer>;
}

/** Everything of the server but its storage, on a real port. */
export const startFake = async (config: Partial<ServerConfig> = {}): Promise<FakeServer> => {
  const { services, reached } = createFakeServices();
  const handle = createHandler(services, resolveConfig({ backendStoreUri: 'memory:', ...config }));
  const listener = await listen({ handle }, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => listener.close());
  const port = Number(new URL(listener.url).port);
  return {
    port,
    reached,
    raw: (lines, body) => rawRequest(port, [...lines, 'Connection: close'], body),
  };
};
