import type { OrderBy } from '@millrace/spec';
import { compareText } from '../text-order.ts';
import type { ValueOf } from './evaluate-filter.ts';

/** 0 for what can be compared, then NaN, then missing: so in both directions. */
const rankOf = (value: string | number | undefined): number => {
  if (value === undefined) return 2;
  return typeof value === 'number' && Number.isNaN(value) ? 1 : 0;
};

const compareSame = (left: string | number, right: string | number): number => {
  if (typeof left === 'number' && typeof right === 'number') return left < right ? -1 : left > right ? 1 : 0;
  return compareText(String(left), String(right));
};

/** Several values order nothing. */
const singleOf = (value: ReturnType<ValueOf>): string | number | undefined =>
  typeof value === 'object' ? undefined : value;

/** Below zero when the left record comes first; the first order that tells them apart decides. */
export const compareRecords = (left: ValueOf, right: ValueOf, orderBy: readonly OrderBy[]): number => {
  for (const { field, direction } of orderBy) {
    const leftValue = singleOf(left(field));
    const rightValue = singleOf(right(field));
    const ranks = rankOf(leftValue) - rankOf(rightValue);
    if (ranks !== 0) return ranks;
    if (leftValue === undefined || rightValue === undefined || rankOf(leftValue) !== 0) continue;
    const difference = compareSame(leftValue, rightValue);
    if (difference !== 0) return direction === 'ASC' ? difference : -difference;
  }
  return 0;
};
