import type { OrderBy } from '@millrace/spec';
import { compareText } from '../../memory/text-order.ts';
import { NumberColumn, type TextColumn } from './columns.ts';
import type { ColumnOf } from './filter-rows.ts';

export type RowOrder = (left: number, right: number) => number;

/** Numbers, then NaN, then rows without one: so in both directions. */
const orderNumbers = ({ values, isPresent }: NumberColumn, sign: number): RowOrder => {
  const rankOf = (row: number): number => (isPresent[row] === 0 ? 2 : Number.isNaN(values[row]) ? 1 : 0);
  return (left, right) => {
    const a = values[left] as number;
    const b = values[right] as number;
    if (isPresent[left] === 1 && isPresent[right] === 1) {
      if (a < b) return -sign;
      if (a > b) return sign;
      if (a === b) return 0;
    }
    return rankOf(left) - rankOf(right);
  };
};

const orderTexts = ({ codes, texts }: TextColumn, sign: number): RowOrder => {
  return (left, right) => {
    const a = codes[left] as number;
    const b = codes[right] as number;
    if (a === b) return 0;
    if (a === 0 || b === 0) return a === 0 ? 1 : -1;
    return compareText(texts[a] as string, texts[b] as string) * sign;
  };
};

/** The first order that tells two rows apart decides. `undefined` where some of it is left to SQL. */
export const orderRows = (orderBy: readonly OrderBy[], columnOf: ColumnOf): RowOrder | undefined => {
  const orders: RowOrder[] = [];
  for (const { field, direction } of orderBy) {
    const column = columnOf(field);
    if (column === undefined) return undefined;
    const sign = direction === 'ASC' ? 1 : -1;
    orders.push(column instanceof NumberColumn ? orderNumbers(column, sign) : orderTexts(column, sign));
  }
  return (left, right) => {
    for (const order of orders) {
      const difference = order(left, right);
      if (difference !== 0) return difference;
    }
    return 0;
  };
};

/** Puts a row into its place; the last falls out where there are more than `count`. */
const insert = (best: number[], row: number, { order, count }: { order: RowOrder; count: number }): void => {
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order(row, best[middle] as number) < 0) high = middle;
    else low = middle + 1;
  }
  best.splice(low, 0, row);
  if (best.length > count) best.pop();
};

/** More than so many are sorted whole. */
const FEW = 2_000;

/** The first `count` rows in order. Nearly every row is later than the last of the best so far. */
export const firstRows = (rows: readonly number[], order: RowOrder, count: number): number[] => {
  if (count > FEW || count * 2 > rows.length) return rows.toSorted(order).slice(0, count);
  const best: number[] = [];
  for (const row of rows) {
    const last = best.length < count ? undefined : best[count - 1];
    if (last === undefined || order(row, last) < 0) insert(best, row, { order, count });
  }
  return best;
};
