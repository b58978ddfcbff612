import type { Metric, RunRecord } from '@millrace/spec';
import { METADATA, POINTS } from '../changes/touched.ts';
import type { Session } from '../transactions/session.ts';

/** Params, tags and latest points held at most: some 20 MB. */
const HELD_VALUES = 100_000;

/** Beyond so many changes it is cheaper to begin anew than to follow. */
const FOLLOWED_CHANGES = 10_000;

interface CachedRun {
  record: RunRecord | undefined;
  metrics: readonly Metric[] | undefined;
}

/** What every run weighs beside its values. */
const OWN_WEIGHT = 10;

const weightOf = ({ record, metrics }: CachedRun): number =>
  OWN_WEIGHT +
  (record === undefined ? 0 : record.params.length + record.tags.length) +
  (metrics?.length ?? 0);

/**
 * Runs as they were read last, the same objects as long as they are the same runs: what is made of them can be kept by
 * their identity. The log of changes, read in the snapshot that is being answered from, tells which have changed, by
 * whichever process. Within a write nothing of this is used.
 */
export class RunCache {
  readonly #session: Session;
  readonly #runs = new Map<number, CachedRun>();
  #weight = 0;
  #seq = 0;
  #snapshot: number | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Records of these runs, by id; those it lacks come from `read`. */
  records(
    ids: readonly number[],
    read: (ids: readonly number[]) => ReadonlyMap<number, RunRecord>,
  ): ReadonlyMap<number, RunRecord> {
    return this.#through(ids, { part: 'record', read });
  }

  /** The latest points of these runs, by id. */
  metrics(
    ids: readonly number[],
    read: (ids: readonly number[]) => ReadonlyMap<number, readonly Metric[]>,
  ): ReadonlyMap<number, readonly Metric[]> {
    return this.#through(ids, { part: 'metrics', read });
  }

  #through<Part extends 'record' | 'metrics'>(
    ids: readonly number[],
    {
      part,
      read,
    }: {
      part: Part;
      read: (ids: readonly number[]) => ReadonlyMap<number, NonNullable<CachedRun[Part]>>;
    },
  ): ReadonlyMap<number, NonNullable<CachedRun[Part]>> {
    if (!this.#follow()) return read(ids);
    const found = new Map<number, NonNullable<CachedRun[Part]>>();
    const missing: number[] = [];
    for (const id of ids) {
      const known = this.#runs.get(id);
      const value = known?.[part];
      if (known === undefined || value === undefined) {
        missing.push(id);
        continue;
      }
      // The oldest goes first: what is asked for again becomes the newest.
      this.#runs.delete(id);
      this.#runs.set(id, known);
      found.set(id, value);
    }
    if (missing.length === 0) return found;
    for (const [id, value] of read(missing)) {
      found.set(id, value);
      this.#keep(id, part, value);
    }
    this.#shrink();
    return found;
  }

  /** Forgets what has changed since it looked last; false where nothing may be kept. */
  #follow(): boolean {
    const { snapshot, connection } = this.#session;
    if (snapshot === undefined) return false;
    if (snapshot === this.#snapshot) return true;
    this.#snapshot = snapshot;
    const bounds = connection
      .prepare<{ first: number | null; last: number | null }>(
        'SELECT (SELECT min(seq) FROM changes) AS first, (SELECT max(seq) FROM changes) AS last',
      )
      .get();
    const first = bounds?.first ?? 0;
    const last = bounds?.last ?? 0;
    if (last === this.#seq) return true;
    if (last < this.#seq || first > this.#seq + 1 || last - this.#seq > FOLLOWED_CHANGES) this.#clear();
    else this.#forgetSince(this.#seq);
    this.#seq = last;
    return true;
  }

  #forgetSince(seq: number): void {
    if (this.#runs.size === 0) return;
    const changed = this.#session.connection
      .prepareArrays<[run: number, what: number]>(
        'SELECT run, what FROM changes WHERE seq > ? AND run IS NOT NULL',
      )
      .all(seq);
    for (const [run, what] of changed) {
      const known = this.#runs.get(run);
      if (known === undefined) continue;
      this.#weight -= weightOf(known);
      if ((what & METADATA) !== 0) known.record = undefined;
      if ((what & POINTS) !== 0) known.metrics = undefined;
      if (known.record === undefined && known.metrics === undefined) this.#runs.delete(run);
      else this.#weight += weightOf(known);
    }
  }

  #keep<Part extends 'record' | 'metrics'>(id: number, part: Part, value: CachedRun[Part]): void {
    const known = this.#runs.get(id) ?? { record: undefined, metrics: undefined };
    if (this.#runs.has(id)) this.#weight -= weightOf(known);
    known[part] = value;
    this.#runs.set(id, known);
    this.#weight += weightOf(known);
  }

  #shrink(): void {
    for (const [id, run] of this.#runs) {
      if (this.#weight <= HELD_VALUES) return;
      this.#runs.delete(id);
      this.#weight -= weightOf(run);
    }
  }

  #clear(): void {
    this.#runs.clear();
    this.#weight = 0;
  }
}
