import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ServerConfig } from '../src/config/server-config.ts';
import { createServer, type MillraceServer } from '../src/create-server.ts';
import { listen } from '../src/node.ts';
import { type RawAnswer, rawRequest } from './raw-request.ts';

export interface RunningServer {
  readonly server: MillraceServer;
  readonly url: string;
  readonly port: number;
  /** Holds the artifact root, and beside it whatever a test must not reach. */
  readonly folder: string;
  readonly artifacts: string;
  readonly defects: unknown[];
  raw(lines: readonly string[], body?: string): Promise<RawAnswer>;
}

/** A whole server on its own SQLite file, folder and port. */
export const startServer = async (config: Partial<ServerConfig> = {}): Promise<RunningServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-server-'));
  const artifacts = join(folder, 'artifacts');
  const defects: unknown[] = [];
  const server = await createServer({
    backendStoreUri: `sqlite:///${join(folder, 'millrace.db')}`,
    artifactsDestination: artifacts,
    onDefect: (error) => defects.push(error),
    ...config,
  });
  const listener = await listen(server, { host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await listener.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const port = Number(new URL(listener.url).port);
  return {
    server,
    url: listener.url,
    port,
    folder,
    artifacts,
    defects,
    raw: (lines, body) => rawRequest(port, [...lines, 'Host: localhost', 'Connection: close'], body),
  };
};
