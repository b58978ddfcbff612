import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evenlySpaced } from './evenly-spaced.ts';

const pick = (count: number, most: number): number[] => [...evenlySpaced(count, most)];

test('takes what begins equal parts, the longer ones first, and the last', () => {
  expect(pick(0, 5)).toEqual([]);
  expect(pick(3, 5)).toEqual([0, 1, 2]);
  expect(pick(10, 1)).toEqual([9]);
  expect(pick(10, 2)).toEqual([0, 9]);
  // Parts of 4, 3 and 3 begin at 0, 4 and 7; the last pick makes room for the end.
  expect(pick(10, 3)).toEqual([0, 4, 9]);
  expect(pick(7, 4)).toEqual([0, 2, 4, 6]);
});

test('keeps both ends, an order and the limit, at distances that differ by one alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 2, max: 100 }), (count, most) => {
      const kept = pick(count, most);
      expect(kept).toHaveLength(Math.min(count, most));
      expect([kept[0], kept.at(-1)]).toEqual([0, count - 1]);
      const gaps = kept.slice(1, -1).map((index, at) => index - (kept[at] ?? 0));
      expect(gaps.every((gap) => gap >= 1)).toBe(true);
      expect(Math.max(...gaps, 0) - Math.min(...gaps, Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(1);
    }),
  );
});
