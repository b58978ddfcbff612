const CAPACITY = 1024;

const larger = (needed: number, capacity: number): number => Math.max(needed, capacity * 2, CAPACITY);

/** Numbers by row; a row can be without one. */
export class NumberColumn {
  values = new Float64Array(0);
  isPresent = new Uint8Array(0);

  reserve(rows: number): void {
    if (rows <= this.values.length) return;
    const capacity = larger(rows, this.values.length);
    const values = new Float64Array(capacity);
    values.set(this.values);
    const isPresent = new Uint8Array(capacity);
    isPresent.set(this.isPresent);
    this.values = values;
    this.isPresent = isPresent;
  }

  clear(row: number): void {
    this.isPresent[row] = 0;
  }

  set(row: number, value: unknown): void {
    this.isPresent[row] = 1;
    // NULL is NaN.
    this.values[row] = typeof value === 'number' ? value : Number.NaN;
  }
}

/** Texts by row, each distinct one held once. Code 0 is none. */
export class TextColumn {
  codes = new Uint32Array(0);
  readonly texts: (string | undefined)[] = [undefined];
  readonly #codeOf = new Map<string, number>();

  reserve(rows: number): void {
    if (rows <= this.codes.length) return;
    const codes = new Uint32Array(larger(rows, this.codes.length));
    codes.set(this.codes);
    this.codes = codes;
  }

  clear(row: number): void {
    this.codes[row] = 0;
  }

  set(row: number, value: unknown): void {
    const text = String(value);
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.texts.length;
      this.texts.push(text);
      this.#codeOf.set(text, code);
    }
    this.codes[row] = code;
  }
}

export type Column = NumberColumn | TextColumn;
