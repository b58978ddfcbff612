import type { Columns } from './columns.ts';

/** NaN is the smallest value, as everywhere in a store; equal to itself, so that a repeat of it is a repeat. */
export const compareValues = (left: number, right: number): number => {
  if (left < right) return -1;
  if (left > right) return 1;
  if (left === right) return 0;
  return Number.isNaN(right) ? (Number.isNaN(left) ? 0 : 1) : -1;
};

/** By timestamp, then step, then value: the order of a history, and of what is stored. */
export const compareByTime = (columns: Columns, left: number, right: number): number => {
  const { timestamps, steps, values } = columns;
  return (
    (timestamps[left] as number) - (timestamps[right] as number) ||
    (steps[left] as number) - (steps[right] as number) ||
    compareValues(values[left] as number, values[right] as number)
  );
};

/** By step, then timestamp, then value: the order of a curve, whose last point is the latest. */
export const compareByStep = (columns: Columns, left: number, right: number): number => {
  const { timestamps, steps, values } = columns;
  return (
    (steps[left] as number) - (steps[right] as number) ||
    (timestamps[left] as number) - (timestamps[right] as number) ||
    compareValues(values[left] as number, values[right] as number)
  );
};

export type Order = (columns: Columns, left: number, right: number) => number;

/** Whether the points from `start` on follow each other and the one before them. */
export const isStrictlyOrdered = (columns: Columns, order: Order, start = 0): boolean => {
  for (let index = Math.max(1, start); index < columns.count; index += 1) {
    if (order(columns, index - 1, index) >= 0) return false;
  }
  return true;
};

/** The same points in this order, exact repeats once. The columns themselves where they are so already. */
export const sortUnique = (columns: Columns, order: Order): Columns => {
  if (isStrictlyOrdered(columns, order)) return columns;
  const permutation = new Uint32Array(columns.count);
  for (let index = 0; index < columns.count; index += 1) permutation[index] = index;
  permutation.sort((left, right) => order(columns, left, right));
  const sorted: Columns = {
    count: 0,
    timestamps: new Float64Array(columns.count),
    steps: new Float64Array(columns.count),
    values: new Float64Array(columns.count),
  };
  let previous = -1;
  for (const index of permutation) {
    if (previous >= 0 && order(columns, previous, index) === 0) continue;
    sorted.timestamps[sorted.count] = columns.timestamps[index] as number;
    sorted.steps[sorted.count] = columns.steps[index] as number;
    sorted.values[sorted.count] = columns.values[index] as number;
    sorted.count += 1;
    previous = index;
  }
  return sorted;
};

/** Is a point greater than another by (step, timestamp, value), the rule of the latest metric? */
export const isLater = (
  point: { readonly step: number; readonly timestamp: number; readonly value: number },
  other: { readonly step: number; readonly timestamp: number; readonly value: number },
): boolean =>
  (point.step - other.step || point.timestamp - other.timestamp || compareValues(point.value, other.value)) >
  0;
