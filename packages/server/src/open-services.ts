import type { Services } from '@millrace/protocol';
import type { ResolvedConfig } from './config/resolve-config.ts';
import { openStorage } from './open-storage.ts';
import { VERSION } from './version.ts';

export interface OpenServices {
  readonly services: Services;
  close(): Promise<void>;
}

/** Storage and the services over it: all of Millrace but a way in. */
export const openServices = async (config: ResolvedConfig): Promise<OpenServices> => {
  const [{ createServices }, storage] = await Promise.all([import('@millrace/core'), openStorage(config)]);
  const services = createServices({
    store: storage.store,
    artifacts: storage.artifacts,
    info: {
      version: VERSION,
      artifactRoot: config.artifactRoot,
      servesArtifacts: config.servesArtifacts,
    },
    allowedArtifactRoots: [config.artifactRoot],
  });
  return { services, close: storage.close };
};
