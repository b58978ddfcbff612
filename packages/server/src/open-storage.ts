import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ArtifactStore, TrackingStore } from '@millrace/spec';
import type { ResolvedConfig } from './config/resolve-config.ts';

export interface Storage {
  readonly store: TrackingStore;
  readonly artifacts: ArtifactStore;
  close(): Promise<void>;
}

const openStore = async (location: ResolvedConfig['store']): Promise<TrackingStore> => {
  if (location.kind === 'memory') {
    const { createMemoryStore } = await import('@millrace/storage/memory');
    return createMemoryStore();
  }
  const [{ openSqliteStore }] = await Promise.all([
    import('@millrace/storage/sqlite'),
    mkdir(dirname(location.file), { recursive: true, mode: 0o700 }),
  ]);
  return openSqliteStore({ file: location.file });
};

/** Opens what the configuration names. The caller closes it, once. */
export const openStorage = async (
  config: Pick<ResolvedConfig, 'store' | 'artifactsFolder'>,
): Promise<Storage> => {
  const temporary =
    config.artifactsFolder === undefined ? await mkdtemp(join(tmpdir(), 'millrace-')) : undefined;
  const folder = config.artifactsFolder ?? temporary ?? '';
  const [store, { openArtifactFolder }] = await Promise.all([
    openStore(config.store),
    import('@millrace/storage/artifacts-fs'),
    mkdir(folder, { recursive: true, mode: 0o700 }),
  ]);
  const artifacts = await openArtifactFolder(folder);
  return {
    store,
    artifacts,
    close: async () => {
      await store.close();
      await artifacts.close?.();
      if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    },
  };
};
