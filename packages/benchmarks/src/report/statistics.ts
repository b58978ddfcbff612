export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)] ?? Number.NaN;
  const high = sorted[Math.ceil(middle)] ?? Number.NaN;
  return { median: (low + high) / 2, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
};

/** How many times better `ours` is than `theirs`: above 1 is better, whichever way the figure points. */
export const ratioOf = (ours: number, theirs: number, better: 'lower' | 'higher'): number =>
  better === 'lower' ? theirs / ours : ours / theirs;
