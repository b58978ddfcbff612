import type { Awaitable, ReadUnit, TrackingStore, WriteUnit } from '@millrace/spec';
import { AsideReader } from './aside-reader.ts';
import { SqliteChangeFeed } from './changes/change-feed.ts';
import { lastChange, logChanges, readChanges } from './changes/change-log.ts';
import type { Connection } from './connection.ts';
import { createUnit } from './create-unit.ts';
import { Compactor } from './metrics/compactor.ts';
import { Session } from './transactions/session.ts';
import { Transactions } from './transactions/transactions.ts';

const describe = (connection: Connection): string => {
  const version = connection
    .prepare<{ version: string }>('SELECT sqlite_version() AS version')
    .get()?.version;
  const durability =
    connection.pragma('synchronous') === 2
      ? 'synchronous=FULL (every acknowledged write survives a power cut)'
      : 'NOT synchronous (a power cut can lose acknowledged writes)';
  return `SQLite ${version ?? ''}, ${String(connection.pragma('journal_mode')).toUpperCase()}, ${durability}`;
};

/** A store over an open connection, with what its tests look into. */
export interface AssembledStore {
  readonly store: TrackingStore;
  readonly session: Session;
  readonly compactor: Compactor;
}

export const assembleStore = (connection: Connection): AssembledStore => {
  const session = new Session(connection);
  const { unit, latest } = createUnit(session);
  const description = describe(connection);

  const transactions: Transactions = new Transactions(session, {
    beforeCommit: () => logChanges(session),
    afterCommit: () => {
      compactor.noteAppended(session.appended);
      changes.wake();
    },
    beforeSecondRead: () => compactor.settle(),
  });
  const compactor: Compactor = new Compactor(session, transactions, latest);
  const changes = new SqliteChangeFeed({
    last: () => transactions.read(() => lastChange(session)),
    read: (after) => transactions.read(() => readChanges(session, after)),
    dataVersion: () => connection.dataVersion,
  });
  const aside = new AsideReader(connection.file, () => compactor.settle());
  let closing: Promise<void> | undefined;
  const shutDown = async (): Promise<void> => {
    changes.close();
    await Promise.all([compactor.stop(), transactions.close(), aside.close()]);
    connection.close();
  };

  const store: TrackingStore = {
    capabilities: { durable: true, multiProcess: true },
    describe: () => description,
    read: <T>(work: (unit: ReadUnit) => Awaitable<T>) => transactions.read(() => work(unit)),
    readAside: <T>(work: (unit: ReadUnit) => Awaitable<T>) =>
      closing === undefined ? aside.read(work) : transactions.read(() => work(unit)),
    write: <T>(work: (unit: WriteUnit) => Awaitable<T>) => transactions.write(() => work(unit)),
    changes,
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
  return { store, session, compactor };
};
