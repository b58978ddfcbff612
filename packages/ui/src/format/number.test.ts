import { describe, expect, it } from 'vitest';
import {
  columnDecimals,
  formatChange,
  formatCount,
  formatExact,
  formatInColumn,
  formatNumber,
  formatSize,
  formatStep,
  formatTick,
  looksNumeric,
} from './number.ts';

describe('a number that stands alone', () => {
  it.each([
    [0.9142, '0.9142'],
    [8.6, '8.600'],
    [12.86, '12.86'],
    [0.05234567, '0.05235'],
    [1234.567, '1,235'],
    [128, '128'],
    [1284, '1,284'],
    [-0.5, '−0.5000'],
    [3.8e-6, '3.80e−6'],
    [-3.8e-6, '−3.80e−6'],
    [7_680_000, '7.68e6'],
    [0, '0'],
    [-0, '0'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('%d is %s', (value, shown) => expect(formatNumber(value)).toBe(shown));
});

describe('a column of numbers', () => {
  it.each([
    [[0.9, 0.8, 0.91], 4],
    [[12.86, 11.2, 300.5], 2],
    [[1, 2, 128], 0],
    [[0.0042, 0.0051], 6],
    [[], 0],
    [[Number.NaN, Number.POSITIVE_INFINITY, 0.5], 4],
    // What is written with an exponent anyway does not widen the rest.
    [[1e-7, 2e-7, 3e-7, 0.25], 4],
  ])('%j has %d decimals', (values, decimals) => expect(columnDecimals(values)).toBe(decimals));

  it('lines up its points', () => {
    expect([0.9, 0.12345, 0, 12345.678].map((value) => formatInColumn(value, 4))).toEqual([
      '0.9000',
      '0.1235',
      '0',
      '12,345.6780',
    ]);
  });

  it('shows no sign on what rounds to nothing', () => expect(formatInColumn(-0.004, 2)).toBe('0.00'));
});

it.each([
  [59_000, '59k'],
  [1500, '1.5k'],
  [2_400_000, '2.4M'],
  [999_960, '1M'],
  [999, '999'],
  [-1500, '−1.5k'],
])('a step of %d is %s', (value, shown) => expect(formatStep(value)).toBe(shown));

it.each([
  [0.25, 0.25, '0.25'],
  [0.5, 0.25, '0.50'],
  [1, 0.2, '1.0'],
  [20, 10, '20'],
  [4e-4, 2e-4, '4e−4'],
  [0, 0.25, '0'],
])('the tick %d beside a step of %d is %s', (value, step, shown) => {
  expect(formatTick(value, step)).toBe(shown);
});

it.each([
  [0.892, 0.9142, '+2.5\u202f%'],
  [1, 0.572, '−42.8\u202f%'],
  [-2, -1, '+50.0\u202f%'],
  [1, 1.001, '='],
  [0, 0, '='],
  [0, 3, 'new'],
  [1, 1000, '+99,900.0\u202f%'],
])('from %d to %d is %s', (from, to, shown) => expect(formatChange(from, to)).toBe(shown));

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1200, '1.20 kB'],
  [23_400_000, '23.4 MB'],
  [999_600, '1.00 MB'],
])('%d bytes are %s', (bytes, shown) => expect(formatSize(bytes)).toBe(shown));

it('counts in groups and copies in full', () => {
  expect(formatCount(1284)).toBe('1,284');
  expect(formatExact(0.1 + 0.2)).toBe('0.30000000000000004');
  expect(formatExact(-1e-7)).toBe('-1e-7');
});

it('knows a number among params', () => {
  expect(['3e-4', '-0.5', '.5', '128'].every(looksNumeric)).toBe(true);
  expect(['adamw', '', '1,000', '0x10', '1 2', 'NaN'].some(looksNumeric)).toBe(false);
});
