/** Points of one series as columns of equal length; only the first `count` of each count. */
export interface Columns {
  count: number;
  timestamps: Float64Array;
  steps: Float64Array;
  values: Float64Array;
}

export const createColumns = (capacity = 16): Columns => ({
  count: 0,
  timestamps: new Float64Array(capacity),
  steps: new Float64Array(capacity),
  values: new Float64Array(capacity),
});

const grown = (column: Float64Array, capacity: number): Float64Array => {
  const larger = new Float64Array(capacity);
  larger.set(column);
  return larger;
};

export const reserve = (columns: Columns, capacity: number): void => {
  if (columns.values.length >= capacity) return;
  const next = Math.max(capacity, columns.values.length * 2);
  columns.timestamps = grown(columns.timestamps, next);
  columns.steps = grown(columns.steps, next);
  columns.values = grown(columns.values, next);
};

export const appendColumns = (target: Columns, source: Columns): void => {
  reserve(target, target.count + source.count);
  target.timestamps.set(source.timestamps.subarray(0, source.count), target.count);
  target.steps.set(source.steps.subarray(0, source.count), target.count);
  target.values.set(source.values.subarray(0, source.count), target.count);
  target.count += source.count;
};

export const sliceColumns = (columns: Columns, start: number, end: number): Columns => ({
  count: end - start,
  timestamps: columns.timestamps.slice(start, end),
  steps: columns.steps.slice(start, end),
  values: columns.values.slice(start, end),
});
