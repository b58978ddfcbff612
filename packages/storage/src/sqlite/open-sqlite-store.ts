import type { TrackingStore } from '@millrace/spec';
import { assembleStore } from './assemble-store.ts';
import { openDatabase } from './open-database.ts';

/**
 * Metadata and metrics in one SQLite file, which other processes may open too. Creates the file, and its folder, where
 * there never was one; refuses a file that is damaged, cut short, of another program or newer than this build, with the
 * reason (DATA_LOSS or INVALID_STATE).
 */
export const openSqliteStore = async ({ file }: { file: string }): Promise<TrackingStore> => {
  const { store, compactor } = assembleStore(await openDatabase(file));
  compactor.start();
  return store;
};
