import type { Metric } from '@millrace/spec';
import { compareValues, isLater } from '../../series/point-order.ts';
import { RunAgain } from '../transactions/transactions.ts';
import { isBusy } from '../sqlite-error.ts';
import type { Session } from '../transactions/session.ts';
import type { KeyTable } from './key-table.ts';
import { decodePoints } from './point-block.ts';

interface LatestPoint {
  step: number;
  timestamp: number;
  value: number;
}

type LatestRow = readonly [run: number, key: number, step: number, timestamp: number, value: number | null];

interface LogRow {
  readonly seq: number;
  readonly run: number;
  readonly count: number;
  readonly points: Uint8Array;
}

type LatestByKey = Map<number, LatestPoint>;

/** The latest point of one series. */
export interface SeriesPoint {
  readonly run: number;
  readonly key: number;
  readonly point: LatestPoint;
}

/** A read settles this many points by itself: a few milliseconds. */
const AT_ONCE_POINTS = 5_000;

/** Raises the latest points of one run by what one blob holds. */
const raise = (latest: LatestByKey, bytes: Uint8Array): void => {
  const { count, keys, steps, timestamps, values } = decodePoints(bytes);
  for (let index = 0; index < count; index += 1) {
    const key = keys[index] as number;
    const step = steps[index] as number;
    const timestamp = timestamps[index] as number;
    const value = values[index] as number;
    const known = latest.get(key);
    if (known === undefined) latest.set(key, { step, timestamp, value });
    else if ((step - known.step || timestamp - known.timestamp || compareValues(value, known.value)) > 0) {
      known.step = step;
      known.timestamp = timestamp;
      known.value = value;
    }
  }
};

/** The latest points of a stretch of the log, and where it ends. */
export class Gathered {
  readonly byRun: Map<number, LatestByKey> = new Map();
  last: number;

  constructor(after: number) {
    this.last = after;
  }

  /** Takes rows up to about this many points; answers whether there may be more. */
  take(rows: Iterable<LogRow>, limit: number = Number.POSITIVE_INFINITY): boolean {
    let taken = 0;
    for (const { seq, run, count, points } of rows) {
      let latest = this.byRun.get(run);
      if (latest === undefined) {
        latest = new Map();
        this.byRun.set(run, latest);
      }
      raise(latest, points);
      this.last = seq;
      taken += count;
      if (taken >= limit) break;
    }
    return taken >= limit;
  }

  get series(): number {
    let series = 0;
    for (const latest of this.byRun.values()) series += latest.size;
    return series;
  }

  /** Hands over what it holds. */
  takeList(): SeriesPoint[] {
    const list: SeriesPoint[] = [];
    for (const [run, latest] of this.byRun) {
      for (const [key, point] of latest) list.push({ run, key, point });
    }
    this.byRun.clear();
    return list;
  }
}

/**
 * The latest point of each series, kept in a table for searches. It follows the log: nothing is added to it when points
 * are accepted; a watermark says how far it has come, and raising twice by the same points changes nothing.
 */
export class LatestTable {
  readonly #session: Session;
  readonly #keys: KeyTable;

  constructor(session: Session, keys: KeyTable) {
    this.#session = session;
    this.#keys = keys;
  }

  get watermark(): number {
    const row = this.#session.connection
      .prepare<{ seq: number }>(`SELECT seq FROM followers WHERE name = 'latest'`)
      .get();
    return row?.seq ?? 0;
  }

  /** Where the log ends. */
  get end(): number {
    const row = this.#session.connection
      .prepare<{ seq: number | null }>('SELECT max(seq) AS seq FROM point_log')
      .get();
    return row?.seq ?? 0;
  }

  /** Whether the table lacks accepted points. */
  get isBehind(): boolean {
    return this.end > this.watermark;
  }

  /** Catches up, within the open transaction; or asks for a read to be run again, when that would take too long. */
  settle(): void {
    if (!this.isBehind) return;
    if (this.#session.canRunAgain && this.#isFarBehind) throw new RunAgain();
    try {
      const behind = new Gathered(this.watermark);
      this.gather(behind, Number.POSITIVE_INFINITY);
      this.store(behind.takeList());
      this.advance(behind.last);
    } catch (error) {
      if (isBusy(error)) throw new RunAgain();
      throw error;
    }
  }

  get #isFarBehind(): boolean {
    const row = this.#session.connection
      .prepare<{ points: number }>(
        `SELECT total(count) AS points FROM (SELECT count FROM point_log WHERE seq > ? LIMIT ${AT_ONCE_POINTS})`,
      )
      .get(this.watermark);
    return row !== undefined && row.points > AT_ONCE_POINTS;
  }

  /** Adds what the log holds next, about this many points; answers whether there may be more. */
  gather(gathered: Gathered, limit: number): boolean {
    const rows = this.#session.connection
      .prepare<LogRow>('SELECT seq, run, count, points FROM point_log WHERE seq > ? ORDER BY seq')
      .iterate(gathered.last);
    return gathered.take(rows, limit);
  }

  /** Raises the table by these points; those it has already change nothing. */
  store(points: readonly SeriesPoint[]): void {
    const put = this.#session.connection.prepare(
      `INSERT INTO latest_metrics (run, key, step, timestamp, value) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (run, key) DO UPDATE SET step = excluded.step, timestamp = excluded.timestamp, value = excluded.value
       WHERE excluded.step > step
          OR (excluded.step = step AND (excluded.timestamp > timestamp
            OR (excluded.timestamp = timestamp AND (value IS NULL OR excluded.value > value))))`,
    );
    for (const { run, key, point } of points) put.run(run, key, point.step, point.timestamp, point.value);
  }

  /** The table holds everything up to here. */
  advance(seq: number): void {
    this.#session.connection.prepare(`UPDATE followers SET seq = max(seq, ?) WHERE name = 'latest'`).run(seq);
  }

  /** By run, a list for each of them, with the points the table lacks laid over it. */
  read(runs: readonly number[]): Map<number, Metric[]> {
    const { connection } = this.#session;
    const list = JSON.stringify(runs);
    const gathered = new Gathered(0);
    if (this.isBehind) {
      gathered.take(
        connection
          .prepare<LogRow>(
            `SELECT seq, run, count, points FROM point_log
             WHERE run IN (SELECT value FROM json_each(?)) AND seq > ? ORDER BY run, seq`,
          )
          .iterate(list, this.watermark),
      );
    }
    const behind = gathered.byRun;
    const rows = connection
      .prepareArrays<LatestRow>(
        `SELECT run, key, step, timestamp, value FROM latest_metrics
         WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run`,
      )
      .all(list);
    const found = new Map<number, Metric[]>(runs.map((run) => [run, []]));
    for (const [run, key, step, timestamp, stored] of rows) {
      const point = { step, timestamp, value: stored ?? Number.NaN };
      const newer = behind.get(run)?.get(key);
      if (newer !== undefined) {
        behind.get(run)?.delete(key);
        if (isLater(newer, point)) Object.assign(point, newer);
      }
      this.#add(found, run, { key, point });
    }
    for (const [run, latest] of behind) {
      for (const [key, point] of latest) this.#add(found, run, { key, point });
    }
    for (const metrics of found.values()) metrics.sort((left, right) => (left.key < right.key ? -1 : 1));
    return found;
  }

  #add(found: Map<number, Metric[]>, run: number, { key, point }: { key: number; point: LatestPoint }): void {
    const metric = {
      key: this.#keys.nameOf(key),
      value: point.value,
      timestamp: point.timestamp,
      step: point.step,
    };
    const metrics = found.get(run);
    if (metrics === undefined) found.set(run, [metric]);
    else metrics.push(metric);
  }
}
