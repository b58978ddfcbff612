import { MillraceError } from '@millrace/spec';
import type { Columns } from '../../series/columns.ts';
import { trimChanges } from '../changes/change-log.ts';
import type { Session } from '../transactions/session.ts';
import type { Transactions } from '../transactions/transactions.ts';
import { foldIntoChunks } from './chunk-table.ts';
import type { LatestTable } from './latest-table.ts';
import { Gathered } from './latest-table.ts';
import type { TailRow } from './tail.ts';
import { TailPoints } from './tail-points.ts';

/** A run's tail is folded when it holds this many points or rows: fewer are as quick to read where they are. */
const FOLD_POINTS = 65_536;
const FOLD_ROWS = 2_048;

/** A run that nobody writes to any more is folded when its tail holds more than a few. */
const IDLE_MS = 10_000;
const IDLE_POINTS = 2_048;
const IDLE_ROWS = 256;

/** While more than this comes in between two looks, writers go first, until the log holds too much. */
const BUSY_POINTS = 20_000;
const LOG_POINTS = 4_000_000;

/** What is taken from the log in one slice, and held before it is stored: the more, the fewer chunks are written twice. */
const TAKE_ROWS = 1_024;
const TAKE_POINTS = 32_768;
const HELD_POINTS = 262_144;
const DROP_ROWS = 512;

/** Latest points held before they are stored. */
const HELD_SERIES = 100_000;

/** The event loop is held about this long at a time. */
const SLICE_MS = 8;
const SETTLE_SERIES = 2_000;
const VACUUM_PAGES = 256;
const ADOPT_RUNS = 200;

const TICK_MS = 500;
/** After a failure (a full disk, a lock held elsewhere) the next look comes after this many ticks. */
const PAUSE_TICKS = 20;
/** Chores that can wait. */
const CHORE_TICKS = 10;

interface TailSize {
  points: number;
  rows: number;
  touched: number;
}

/** What a fold has taken from the log so far. */
interface Taken {
  readonly points: TailPoints;
  rows: number;
  last: number;
}

/**
 * Follows the log in the background: settles the latest points and folds tails into chunks. Everything it does may be
 * done twice, by it or by another process: exact repeats are dropped wherever points meet, so a fold that was cut short
 * leaves points in both places and nothing is counted twice.
 */
export class Compactor {
  readonly #session: Session;
  readonly #transactions: Transactions;
  readonly #latest: LatestTable;
  readonly #tails = new Map<number, TailSize>();
  #points = new TailPoints();
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> | undefined;
  #settling: Promise<void> | undefined;
  #stopped = false;
  #adopted = 0;
  #arrived = 0;
  #ticks = 0;
  #pausedUntil = 0;

  constructor(session: Session, transactions: Transactions, latest: LatestTable) {
    this.#session = session;
    this.#transactions = transactions;
    this.#latest = latest;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#work ??= this.#tick().finally(() => {
        this.#work = undefined;
      });
    }, TICK_MS);
    this.#timer.unref();
  }

  /** What a group of this process has added to the log. */
  noteAppended(appended: ReadonlyMap<number, { rows: number; points: number }>): void {
    if (appended.size === 0) return;
    const touched = performance.now();
    for (const [run, { rows, points }] of appended) {
      this.#arrived += points;
      const tail = this.#tails.get(run);
      if (tail === undefined) this.#tails.set(run, { rows, points, touched });
      else {
        tail.rows += rows;
        tail.points += points;
        tail.touched = touched;
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#work;
  }

  /** Settles and folds all there is, however little: what ticks would come to in the end. */
  async compact(): Promise<void> {
    while (this.#adopted !== Number.POSITIVE_INFINITY) await this.#adopt();
    for (let folded = 1; folded > 0 && !this.#stopped; ) {
      await this.settle();
      folded = 0;
      for (const run of this.#tails.keys()) folded += await this.#fold(run);
    }
    await this.#tidy();
  }

  async #tick(): Promise<void> {
    this.#ticks += 1;
    if (this.#ticks < this.#pausedUntil) return;
    const isBusy = this.#arrived > BUSY_POINTS;
    this.#arrived = 0;
    try {
      await this.#adopt();
      await this.settle();
      for (const run of this.#due(isBusy)) await this.#fold(run);
      if (!isBusy && this.#points.count > 0) this.#points = new TailPoints();
      if (!isBusy && this.#ticks % CHORE_TICKS === 0) await this.#tidy();
    } catch (error) {
      // Nothing is lost: reads merge the log. What was being folded is found again.
      this.#adopted = 0;
      this.#pausedUntil = this.#ticks + (isTemporary(error) ? PAUSE_TICKS : PAUSE_TICKS * 20);
    }
  }

  /** Finds what earlier processes left in the log, a few runs a tick. */
  async #adopt(): Promise<void> {
    if (this.#adopted === Number.POSITIVE_INFINITY) return;
    const found = await this.#transactions.read(() =>
      this.#session.connection
        .prepareArrays<[run: number, rows: number, points: number]>(
          `WITH RECURSIVE runs (run) AS (
             SELECT min(run) FROM point_log WHERE run > ?
             UNION ALL SELECT (SELECT min(run) FROM point_log WHERE run > runs.run) FROM runs WHERE run IS NOT NULL
             LIMIT ${ADOPT_RUNS}
           )
           SELECT run, (SELECT count(*) FROM (SELECT 1 FROM point_log p WHERE p.run = runs.run LIMIT ${FOLD_ROWS})),
             (SELECT total(count) FROM (SELECT count FROM point_log p WHERE p.run = runs.run LIMIT ${FOLD_ROWS}))
           FROM runs WHERE run IS NOT NULL`,
        )
        .all(this.#adopted),
    );
    for (const [run, rows, points] of found) {
      this.#adopted = run;
      if (!this.#tails.has(run)) this.#tails.set(run, { rows, points, touched: performance.now() });
    }
    if (found.length === 0) this.#adopted = Number.POSITIVE_INFINITY;
  }

  /** Brings the table of latest points up to date, a slice of series at a time; once, however many wait for it. */
  settle(): Promise<void> {
    this.#settling ??= this.#settleSlices().finally(() => {
      this.#settling = undefined;
    });
    return this.#settling;
  }

  /** Up to where the log ends now: what comes in meanwhile is left for the next time, else a busy log has no end. */
  async #settleSlices(): Promise<void> {
    const { end, watermark } = await this.#transactions.read(() => ({
      end: this.#latest.end,
      watermark: this.#latest.watermark,
    }));
    const gathered = new Gathered(watermark);
    while (gathered.last < end && !this.#stopped) {
      await this.#transactions.read(() => this.#latest.gather(gathered, TAKE_POINTS));
      if (gathered.last < end && gathered.series < HELD_SERIES) continue;
      const points = gathered.takeList();
      for (let start = 0; start < points.length; start += SETTLE_SERIES) {
        const slice = points.slice(start, start + SETTLE_SERIES);
        await this.#transactions.write(() => this.#latest.store(slice));
      }
      await this.#transactions.write(() => this.#latest.advance(gathered.last));
    }
  }

  #due(isBusy: boolean): number[] {
    const now = performance.now();
    const due: { run: number; points: number }[] = [];
    let total = 0;
    for (const [run, { rows, points, touched }] of this.#tails) {
      total += points;
      const isIdle = now - touched > IDLE_MS;
      if (isIdle && points < IDLE_POINTS && rows < IDLE_ROWS) this.#tails.delete(run);
      else if (isIdle || points >= FOLD_POINTS || rows >= FOLD_ROWS) due.push({ run, points });
    }
    if (isBusy && total < LOG_POINTS) return [];
    return due.sort((left, right) => right.points - left.points).map(({ run }) => run);
  }

  /** Folds what the log holds of one run into its chunks; answers how many rows of the log that were. */
  async #fold(run: number): Promise<number> {
    if (this.#stopped) return 0;
    this.#points.clear();
    const taken = { points: this.#points, rows: 0, last: 0 };
    while (await this.#transactions.read(() => this.#take(run, taken))) {
      if (taken.points.count >= HELD_POINTS || this.#stopped) break;
    }
    const series = taken.points.toSeries();
    for (let next = 0; next < series.length; ) {
      if (this.#stopped) return 0;
      const start = next;
      next = await this.#transactions.write(() => this.#foldSlice(run, { series, start }));
    }
    while (taken.rows > 0 && (await this.#transactions.write(() => this.#drop(run, taken.last))));
    return taken.rows;
  }

  /**
   * Takes rows whose points are settled: only those may leave the log. Notes what stays as the run's tail; answers
   * whether there may be more to take.
   */
  #take(run: number, taken: Taken): boolean {
    const { connection } = this.#session;
    let rows = 0;
    let points = 0;
    const found = connection
      .prepare<TailRow & { count: number }>(
        'SELECT seq, count, points FROM point_log WHERE run = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?',
      )
      .iterate(run, taken.last, this.#latest.watermark, TAKE_ROWS);
    for (const row of found) {
      taken.points.add(row);
      taken.last = row.seq;
      rows += 1;
      points += row.count;
      if (points >= TAKE_POINTS) break;
    }
    taken.rows += rows;
    const rest = connection
      .prepare<{ rows: number; points: number }>(
        'SELECT count(*) AS rows, total(count) AS points FROM point_log WHERE run = ? AND seq > ?',
      )
      .get(run, taken.last);
    if (rest === undefined || rest.rows === 0) this.#tails.delete(run);
    else this.#tails.set(run, { ...rest, touched: this.#tails.get(run)?.touched ?? performance.now() });
    return points >= TAKE_POINTS || rows >= TAKE_ROWS;
  }

  #foldSlice(run: number, { series, start }: { series: [number, Columns][]; start: number }): number {
    const deadline = performance.now() + SLICE_MS;
    let next = start;
    for (const [key, columns] of series.slice(start)) {
      foldIntoChunks(this.#session, { run, key }, columns);
      next += 1;
      if (performance.now() >= deadline) break;
    }
    return next;
  }

  /** Answers whether there is more to drop. The newest row of the log stays: its number must not be given out again. */
  #drop(run: number, last: number): boolean {
    const { changes } = this.#session.connection
      .prepare(
        `DELETE FROM point_log WHERE seq IN (
           SELECT seq FROM point_log WHERE run = ? AND seq <= ? AND seq < (SELECT max(seq) FROM point_log)
           LIMIT ${DROP_ROWS})`,
      )
      .run(run, last);
    return changes === DROP_ROWS;
  }

  async #tidy(): Promise<void> {
    await this.#transactions.write(() => trimChanges(this.#session));
    const free = await this.#transactions.read(() => this.#session.connection.pragma('freelist_count'));
    for (let pages = Number(free); pages > VACUUM_PAGES && !this.#stopped; pages -= VACUUM_PAGES) {
      await this.#transactions.write(() =>
        this.#session.connection.execute(`PRAGMA incremental_vacuum(${VACUUM_PAGES})`),
      );
    }
  }
}

const isTemporary = (error: unknown): boolean =>
  MillraceError.is(error) && error.code === 'TEMPORARILY_UNAVAILABLE';
