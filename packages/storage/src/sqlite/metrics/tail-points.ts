import type { Columns } from '../../series/columns.ts';
import type { TailRow } from './tail.ts';
import { decodePoints } from './point-block.ts';

const grown = <Cells extends Float64Array | Uint32Array>(cells: Cells, larger: Cells): Cells => {
  larger.set(cells);
  return larger;
};

/**
 * Points taken from the log, dealt out to their series in one pass. Its columns are used again from one fold to the
 * next: thousands of small ones for each fold would leave holes in the process's memory that never go back.
 */
export class TailPoints {
  count = 0;
  #slots = new Uint32Array(0);
  #timestamps = new Float64Array(0);
  #steps = new Float64Array(0);
  #values = new Float64Array(0);
  #dealt = new Float64Array(0);
  readonly #slotOf = new Map<number, number>();
  readonly #sizes: number[] = [];

  clear(): void {
    this.count = 0;
    this.#slotOf.clear();
    this.#sizes.length = 0;
  }

  add(row: TailRow): void {
    const { count, keys, timestamps, steps, values } = decodePoints(row.points);
    const start = this.count;
    this.#reserve(start + count);
    this.#timestamps.set(timestamps, start);
    this.#steps.set(steps, start);
    this.#values.set(values, start);
    for (let index = 0; index < count; index += 1) {
      const slot = this.#slotFor(keys[index] as number);
      this.#slots[start + index] = slot;
      this.#sizes[slot] = (this.#sizes[slot] as number) + 1;
    }
    this.count = start + count;
  }

  /** By key, in the order they came. The columns are good until this is cleared. */
  toSeries(): [key: number, columns: Columns][] {
    const { count } = this;
    if (this.#dealt.length < count * 3) this.#dealt = new Float64Array(this.#values.length * 3);
    const timestamps = this.#dealt.subarray(0, count);
    const steps = this.#dealt.subarray(count, count * 2);
    const values = this.#dealt.subarray(count * 2, count * 3);
    const ends: number[] = [];
    let end = 0;
    for (const size of this.#sizes) {
      ends.push(end);
      end += size;
    }
    for (let index = 0; index < count; index += 1) {
      const slot = this.#slots[index] as number;
      const at = ends[slot] as number;
      ends[slot] = at + 1;
      timestamps[at] = this.#timestamps[index] as number;
      steps[at] = this.#steps[index] as number;
      values[at] = this.#values[index] as number;
    }
    return Array.from(this.#slotOf, ([key, slot]) => {
      const size = this.#sizes[slot] as number;
      const to = ends[slot] as number;
      const from = to - size;
      return [
        key,
        {
          count: size,
          timestamps: timestamps.subarray(from, to),
          steps: steps.subarray(from, to),
          values: values.subarray(from, to),
        },
      ];
    });
  }

  #slotFor(key: number): number {
    const known = this.#slotOf.get(key);
    if (known !== undefined) return known;
    const slot = this.#sizes.length;
    this.#slotOf.set(key, slot);
    this.#sizes.push(0);
    return slot;
  }

  #reserve(needed: number): void {
    if (needed <= this.#values.length) return;
    const capacity = Math.max(needed, this.#values.length * 2, 4096);
    this.#slots = grown(this.#slots, new Uint32Array(capacity));
    this.#timestamps = grown(this.#timestamps, new Float64Array(capacity));
    this.#steps = grown(this.#steps, new Float64Array(capacity));
    this.#values = grown(this.#values, new Float64Array(capacity));
  }
}
