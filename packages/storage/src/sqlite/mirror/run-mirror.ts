import type { FieldReference } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';
import { sourceOf } from './column-source.ts';
import type { Column } from './columns.ts';
import { NumberColumn, TextColumn } from './columns.ts';

/** Cells held at most: some 40 MB. With more runs there is no mirror. */
const HELD_CELLS = 4_000_000;
const HELD_RUNS = 500_000;

/** Beyond so many changed runs a column is read anew. */
const FOLLOWED_RUNS = 5_000;

interface HeldColumn {
  readonly column: Column;
  /** The change up to which it has followed. */
  seq: number;
}

type RunRow = readonly [id: number, experiment: number, isActive: number, startTime: number, runId: string];

const RUN_ROWS = `SELECT id, experiment, lifecycle_stage = 'active', start_time, run_id FROM runs r WHERE 1`;

/**
 * The fields of runs that searches look at, as columns in memory. Exact at every moment: before a column is used it
 * follows the log of changes, read in the snapshot that is being answered from, so commits of other processes count as
 * much as this one's. A column is read when it is first asked for, and the one unused longest is dropped first.
 */
export class RunMirror {
  readonly #session: Session;
  readonly #rowOf = new Map<number, number>();
  readonly #columns = new Map<string, HeldColumn>();
  #seq = -1;
  readonly ids: number[] = [];
  readonly experiments: NumberColumn = new NumberColumn();
  readonly isActive: NumberColumn = new NumberColumn();
  readonly startTimes: NumberColumn = new NumberColumn();
  readonly runIds: string[] = [];

  constructor(session: Session) {
    this.#session = session;
  }

  /** Brings the rows up to date; false where the mirror cannot be used: within a write, or with too many runs. */
  follow(): boolean {
    if (this.#session.snapshot === undefined) return false;
    const last = this.#lastChange();
    if (last === this.#seq) return true;
    if (this.#newestRun() > HELD_RUNS) return false;
    const changed = this.#changedSince(this.#seq);
    for (const row of this.#read<RunRow>(RUN_ROWS, [], changed)) this.#setRun(row);
    this.#seq = last;
    return true;
  }

  /** As it is in this snapshot; latest points must have been settled in it. `undefined` for what is left to SQL. */
  column(field: FieldReference): Column | undefined {
    const source = sourceOf(field);
    if (source === undefined) return undefined;
    const name = `${field.entity} ${field.key}`;
    let held = this.#columns.get(name);
    let changed = held === undefined ? undefined : this.#changedSince(held.seq);
    if (held === undefined || changed === undefined || this.#hasOutgrown(held.column)) {
      held = { column: source.create(), seq: this.#seq };
      changed = undefined;
    }
    const { column } = held;
    column.reserve(this.ids.length);
    for (const id of changed ?? []) {
      const row = this.#rowOf.get(id);
      if (row !== undefined) column.clear(row);
    }
    if (changed === undefined || changed.length > 0) {
      const rows = this.#read<readonly [id: number, value: unknown]>(source.sql, source.parameters, changed);
      for (const [id, value] of rows) {
        const row = this.#rowOf.get(id);
        if (row !== undefined) column.set(row, value);
      }
    }
    held.seq = this.#seq;
    this.#columns.delete(name);
    this.#columns.set(name, held);
    this.#shrink();
    return column;
  }

  #setRun([id, experiment, isActive, startTime, runId]: RunRow): void {
    let row = this.#rowOf.get(id);
    if (row === undefined) {
      row = this.ids.length;
      this.ids.push(id);
      this.runIds.push(runId);
      this.#rowOf.set(id, row);
      for (const column of [this.experiments, this.isActive, this.startTimes]) column.reserve(row + 1);
    }
    this.experiments.set(row, experiment);
    this.isActive.set(row, isActive);
    this.startTimes.set(row, startTime);
  }

  #read<Row extends readonly unknown[]>(
    sql: string,
    parameters: readonly string[],
    ids: readonly number[] | undefined,
  ): Row[] {
    const { connection } = this.#session;
    if (ids === undefined) return connection.prepareArrays<Row>(sql).all(...parameters);
    const some = `${sql} AND r.id IN (SELECT value FROM json_each(?))`;
    return connection.prepareArrays<Row>(some).all(...parameters, JSON.stringify(ids));
  }

  /** Ids of runs ascend, so this is how many there are at most. */
  #newestRun(): number {
    const row = this.#session.connection
      .prepare<{ last: number | null }>('SELECT max(id) AS last FROM runs')
      .get();
    return row?.last ?? 0;
  }

  #lastChange(): number {
    const row = this.#session.connection
      .prepare<{ last: number | null }>('SELECT max(seq) AS last FROM changes')
      .get();
    return row?.last ?? 0;
  }

  /** Runs that changed after this; `undefined` when they are too many, or no longer all known. */
  #changedSince(seq: number): number[] | undefined {
    if (seq === this.#lastChange()) return [];
    const { connection } = this.#session;
    const row = connection.prepare<{ first: number | null }>('SELECT min(seq) AS first FROM changes').get();
    if (seq < 0 || (row?.first ?? 0) > seq + 1) return undefined;
    const found = connection
      .prepareArrays<[run: number]>(
        `SELECT DISTINCT run FROM changes WHERE seq > ? AND run IS NOT NULL LIMIT ${FOLLOWED_RUNS + 1}`,
      )
      .all(seq);
    return found.length > FOLLOWED_RUNS ? undefined : found.map(([run]) => run);
  }

  /** Texts that no row has any more are not looked for: a column with too many of them is read anew. */
  #hasOutgrown(column: Column): boolean {
    return column instanceof TextColumn && column.texts.length > 2 * this.ids.length + 1_000;
  }

  #shrink(): void {
    const columns = Math.max(8, Math.floor(HELD_CELLS / Math.max(1, this.ids.length)));
    for (const name of this.#columns.keys()) {
      if (this.#columns.size <= columns) return;
      this.#columns.delete(name);
    }
  }
}
