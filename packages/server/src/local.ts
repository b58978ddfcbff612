import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { resolveConfig } from './config/resolve-config.ts';
import { type OpenServices, openServices } from './open-services.ts';

export type { OpenServices } from './open-services.ts';

/** Millrace in this process, on a folder (`./mlruns`), with no server. Another process may have the same one open. */
export const openLocal = (options: { directory?: string | undefined } = {}): Promise<OpenServices> =>
  openServices(
    resolveConfig(
      options.directory === undefined
        ? {}
        : { backendStoreUri: pathToFileURL(resolve(options.directory)).href },
    ),
  );
