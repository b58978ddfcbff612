import { Touched } from '../changes/touched.ts';
import type { Connection } from '../connection.ts';
import { RunCache } from '../metadata/run-cache.ts';
import { Pace } from './pace.ts';
import { UnitCache } from './unit-cache.ts';

export interface RunKey {
  readonly id: number;
  readonly experiment: number;
}

/**
 * What every table's code shares: the connection, ids learned so far, and a record of what the open transaction did.
 */
export class Session {
  readonly connection: Connection;
  /** When a long piece of work has to let others go on: never, where they wait for its transaction anyway. */
  readonly pace: Pace;
  readonly touched: Touched = new Touched();
  readonly runs: UnitCache<RunKey> = new UnitCache(50_000);
  readonly metricKeys: UnitCache<number> = new UnitCache(200_000);
  readonly cache: RunCache = new RunCache(this);
  /** Points appended by the open group, by run. */
  readonly appended: Map<number, { rows: number; points: number }> = new Map();
  /** The open unit is a read that can be run again, after the table of latest points has been brought up to date. */
  canRunAgain = false;
  /** Another number for every read unit, which sees one snapshot of committed data; `undefined` outside of one. */
  snapshot: number | undefined;
  #snapshots = 0;
  #appendedPoints = 0;
  #runMark = 0;
  #keyMark = 0;

  constructor(connection: Connection, pace: Pace = new Pace(Number.POSITIVE_INFINITY)) {
    this.connection = connection;
    this.pace = pace;
  }

  /** How much the open group holds; bounds it. */
  get appendedPoints(): number {
    return this.#appendedPoints;
  }

  countAppended(run: number, points: number): void {
    this.#appendedPoints += points;
    const known = this.appended.get(run);
    if (known === undefined) this.appended.set(run, { rows: 1, points });
    else {
      known.rows += 1;
      known.points += points;
    }
  }

  beginRead(): void {
    this.#snapshots += 1;
    this.snapshot = this.#snapshots;
  }

  endRead(): void {
    this.snapshot = undefined;
  }

  beginUnit(): void {
    this.#runMark = this.runs.mark;
    this.#keyMark = this.metricKeys.mark;
  }

  keepUnit(): void {
    this.touched.keepUnit();
  }

  dropUnit(): void {
    this.touched.dropUnit();
    this.runs.forgetSince(this.#runMark);
    this.metricKeys.forgetSince(this.#keyMark);
  }

  endGroup(committed: boolean): void {
    if (committed) {
      this.runs.confirm();
      this.metricKeys.confirm();
    } else {
      this.touched.dropUnit();
      this.touched.takeGroup();
      this.runs.forgetSince(0);
      this.metricKeys.forgetSince(0);
    }
    this.appended.clear();
    this.#appendedPoints = 0;
  }
}
