import type { Session } from '../transactions/session.ts';

const NAME_LIMIT = 200_000;

/** Metric keys as small integers, the same for every run. A key once given out is never removed. */
export class KeyTable {
  readonly #session: Session;
  readonly #names = new Map<number, string>();

  constructor(session: Session) {
    this.#session = session;
  }

  find(key: string): number | undefined {
    const { connection, metricKeys } = this.#session;
    const known = metricKeys.get(key);
    if (known !== undefined) return known;
    const row = connection.prepare<{ id: number }>('SELECT id FROM metric_keys WHERE key = ?').get(key);
    if (row !== undefined) metricKeys.keep(key, row.id);
    return row?.id;
  }

  findOrAdd(key: string): number {
    const known = this.#session.metricKeys.get(key) ?? this.find(key);
    if (known !== undefined) return known;
    const { lastInsertRowid } = this.#session.connection
      .prepare('INSERT INTO metric_keys (key) VALUES (?)')
      .run(key);
    const id = Number(lastInsertRowid);
    this.#session.metricKeys.keepUnconfirmed(key, id);
    return id;
  }

  /** Of a key that the database holds. */
  nameOf(id: number): string {
    const known = this.#names.get(id);
    if (known !== undefined && this.#session.metricKeys.get(known) === id) return known;
    const row = this.#session.connection
      .prepare<{ key: string }>('SELECT key FROM metric_keys WHERE id = ?')
      .get(id);
    const name = row?.key ?? '';
    if (this.#names.size >= NAME_LIMIT) this.#names.clear();
    this.#names.set(id, name);
    this.#session.metricKeys.keep(name, id);
    return name;
  }
}
