import type { Awaitable, ReadUnit } from '@millrace/spec';
import { Connection } from './connection.ts';
import { createUnit } from './create-unit.ts';
import { Pace } from './transactions/pace.ts';
import { Session } from './transactions/session.ts';
import { Transactions } from './transactions/transactions.ts';

/** The event loop is held about this long by a read that goes on aside. */
const SLICE_MS = 4;

/** So many long reads go on side by side; more of them wait. */
const READERS = 3;

interface Reader {
  readonly connection: Connection;
  readonly transactions: Transactions;
  readonly unit: ReadUnit;
  reads: number;
}

const nothing = (): void => undefined;

const openReader = (file: string, settle: () => Promise<void>): Reader => {
  const connection = new Connection(file);
  const session = new Session(connection, new Pace(SLICE_MS));
  return {
    connection,
    transactions: new Transactions(session, {
      beforeCommit: nothing,
      afterCommit: nothing,
      beforeSecondRead: settle,
    }),
    unit: createUnit(session).unit,
    reads: 0,
  };
};

/**
 * Long reads over connections of their own, opened when they are first needed: each has its snapshot, so that writes go
 * on, and lets the event loop go on between its slices. A snapshot begun after an acknowledged commit sees it.
 */
export class AsideReader {
  readonly #file: string;
  readonly #settle: () => Promise<void>;
  readonly #readers: Reader[] = [];

  constructor(file: string, settle: () => Promise<void>) {
    this.#file = file;
    this.#settle = settle;
  }

  async read<T>(work: (unit: ReadUnit) => Awaitable<T>): Promise<T> {
    const reader = this.#choose();
    reader.reads += 1;
    try {
      return await reader.transactions.read(() => work(reader.unit));
    } finally {
      reader.reads -= 1;
    }
  }

  /** Finishes what was begun. */
  async close(): Promise<void> {
    await Promise.all(
      this.#readers.map(async ({ transactions, connection }) => {
        await transactions.close();
        connection.close();
      }),
    );
  }

  #choose(): Reader {
    const [least] = this.#readers.toSorted((left, right) => left.reads - right.reads);
    if (least !== undefined && (least.reads === 0 || this.#readers.length >= READERS)) return least;
    const reader = openReader(this.#file, this.#settle);
    this.#readers.push(reader);
    return reader;
  }
}
