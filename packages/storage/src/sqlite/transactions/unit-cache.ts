/**
 * Remembers ids that the database gave out, within a bound. What was learned inside a unit that is rolled back is
 * forgotten with it: the row is gone, and its number may be given to another.
 */
export class UnitCache<Value> {
  readonly #limit: number;
  readonly #values = new Map<string, Value>();
  #unconfirmed: string[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  /** Keeps what was read from committed data. */
  keep(key: string, value: Value): void {
    // While a unit is open, nothing it wrote may be read back from the database as if it were committed.
    if (this.#values.size >= this.#limit && this.#unconfirmed.length === 0) this.#values.clear();
    this.#values.set(key, value);
  }

  /** Keeps what this unit has written. */
  keepUnconfirmed(key: string, value: Value): void {
    this.keep(key, value);
    this.#unconfirmed.push(key);
  }

  /** A point to go back to. */
  get mark(): number {
    return this.#unconfirmed.length;
  }

  forgetSince(mark: number): void {
    for (const key of this.#unconfirmed.splice(mark)) this.#values.delete(key);
  }

  confirm(): void {
    if (this.#unconfirmed.length > 0) this.#unconfirmed = [];
  }

  clear(): void {
    this.#values.clear();
    this.#unconfirmed = [];
  }
}
