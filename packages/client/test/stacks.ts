import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from '@millrace/server';
import { listen } from '@millrace/server/node';
import { openLocal } from '@millrace/server/local';
import type { Services } from '@millrace/protocol';
import { createMillrace } from '../src/create-millrace.ts';
import type { InitOptions } from '../src/init-options.ts';
import type { Millrace } from '../src/millrace.ts';
import { createCheckedServices } from '../src/platform/node/checked-services.ts';
import { nodePlatform } from '../src/platform/node/node-platform.ts';

/** Something to track to, and how to make clients of it. */
export interface Stack {
  /** What is behind it, for looking past the client. */
  readonly services: Services;
  client(options?: InitOptions): Millrace;
  close(): Promise<void>;
}

/** Retries fast, and reads nothing from this machine's environment. */
const platform = { ...nodePlatform, env: (name: string) => (name.endsWith('MAX_RETRIES') ? '4' : undefined) };

const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'millrace-client-'));

const inProcess = (services: Services, close: () => Promise<void>): Stack => {
  const uri = './unused';
  const openConnection = async () => ({
    services: createCheckedServices(services),
    uri,
    close: async () => {},
  });
  return {
    services,
    client: (options = {}) =>
      createMillrace({ trackingUri: uri, ...options }, { ...platform, openLocal: openConnection }),
    close,
  };
};

export const memoryStack = async (): Promise<Stack> => {
  const server = await createServer({ backendStoreUri: 'memory:' });
  return inProcess(server.services, () => server.close());
};

/** A real SQLite file and a real folder, as with no tracking URI set. */
export const sqliteStack = async (): Promise<Stack> => {
  const directory = await temporaryFolder();
  const { services, close } = await openLocal({ directory });
  return inProcess(services, async () => {
    await close();
    await rm(directory, { recursive: true, force: true });
  });
};

/** The same behind a real port. */
export const httpStack = async (): Promise<Stack> => {
  const directory = await temporaryFolder();
  const server = await createServer({ backendStoreUri: directory });
  const listener = await listen(server, { host: '127.0.0.1', port: 0 });
  return {
    services: server.services,
    client: (options = {}) => createMillrace({ trackingUri: listener.url, ...options }, platform),
    close: async () => {
      await listener.close();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
