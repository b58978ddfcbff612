import type { Columns } from './columns.ts';

/** The smallest and the greatest of a stretch; its first point where it holds nothing but NaN. */
const extremesOf = (values: Float64Array, start: number, end: number): { low: number; high: number } => {
  let low = -1;
  let high = -1;
  for (let index = start; index < end; index += 1) {
    const value = values[index] as number;
    if (Number.isNaN(value)) continue;
    if (low < 0 || value < (values[low] as number)) low = index;
    if (high < 0 || value > (values[high] as number)) high = index;
  }
  return low < 0 ? { low: start, high: start } : { low, high };
};

/** With one place between the ends: the point that departs furthest from them. */
const mostDistant = (values: Float64Array, last: number): number => {
  const { low, high } = extremesOf(values, 1, last);
  const floor = Math.min(values[0] as number, values[last] as number);
  const ceiling = Math.max(values[0] as number, values[last] as number);
  return floor - (values[low] as number) > (values[high] as number) - ceiling ? low : high;
};

/**
 * Which points to draw: the first, the last, and of equal stretches between them the extremes (min/max decimation, the
 * one that no spike slips through). Ascending indices, at most `maxPoints`, which is at least 2.
 */
export const downsample = (columns: Columns, maxPoints: number): Uint32Array => {
  const { count, values } = columns;
  if (count <= maxPoints) return Uint32Array.from({ length: count }, (_, index) => index);
  const last = count - 1;
  if (maxPoints === 2) return Uint32Array.of(0, last);
  if (maxPoints === 3) return Uint32Array.of(0, mostDistant(values, last), last);
  const kept = new Uint32Array(maxPoints);
  const stretches = Math.floor((maxPoints - 2) / 2);
  let size = 1;
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const start = 1 + Math.floor((stretch * (last - 1)) / stretches);
    const end = 1 + Math.floor(((stretch + 1) * (last - 1)) / stretches);
    const { low, high } = extremesOf(values, start, end);
    kept[size] = Math.min(low, high);
    size += 1;
    if (low !== high) {
      kept[size] = Math.max(low, high);
      size += 1;
    }
  }
  kept[size] = last;
  return kept.subarray(0, size + 1);
};
