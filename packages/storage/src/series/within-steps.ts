import type { Columns } from './columns.ts';
import { sliceColumns } from './columns.ts';

const firstAtLeast = (steps: Float64Array, count: number, wanted: number): number => {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The part of a curve between two steps, both included; steps ascend. */
export const withinSteps = (
  columns: Columns,
  { startStep, endStep }: { startStep?: number | undefined; endStep?: number | undefined },
): Columns => {
  if (startStep === undefined && endStep === undefined) return columns;
  const { steps, count } = columns;
  const start = startStep === undefined ? 0 : firstAtLeast(steps, count, startStep);
  const end = endStep === undefined ? count : firstAtLeast(steps, count, endStep + 1);
  return sliceColumns(columns, start, Math.max(start, end));
};
