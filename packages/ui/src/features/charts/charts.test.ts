import type { SeriesColumns } from '@millrace/spec';
import { expect, it } from 'vitest';
import { chartData, extremes, firstNotNumber } from './chart-data.ts';
import { freeMark, HUES, MARKS, markStyle } from './line-mark.ts';
import { matchesMetric, metricSections } from './metric-sections.ts';
import { sparkPath } from './spark-path.ts';

const series = (values: number[], steps = values.map((_, index) => index)): SeriesColumns => ({
  runId: 'r',
  key: 'k',
  steps,
  timestamps: steps,
  values,
  total: values.length,
});

it('gives the first free line, and one that left to the next who comes', () => {
  expect(freeMark([])).toBe(0);
  expect(freeMark([0, 1, 3])).toBe(2);
  expect(freeMark(Array.from({ length: MARKS }, (_, index) => index))).toBe(0);
  expect(freeMark([...Array.from({ length: MARKS }, (_, index) => index), 0, 1])).toBe(2);
});

it('has 48 marks that all differ', () => {
  const styles = Array.from({ length: MARKS }, (_, mark) => JSON.stringify(markStyle(mark)));
  expect(new Set(styles).size).toBe(48);
  expect(markStyle(HUES).colour).toBe(markStyle(0).colour);
  expect(markStyle(0).dash).toEqual([]);
});

it('draws the last value of a step, and nothing a log scale cannot hold', () => {
  const data = chartData(series([1, 2, 3, 0], [0, 1, 1, 2]), { smoothing: 0, log: true });
  expect(data.xs).toEqual([0, 1, 2]);
  expect(data.raw).toEqual([1, 3, null]);
});

it('finds what is least, greatest and no number', () => {
  const odd = series([3, Number.NaN, -1, 7]);
  expect(extremes(odd)).toEqual({ min: -1, max: 7, minStep: 2, maxStep: 3 });
  expect(firstNotNumber(odd)).toBe(1);
  expect(extremes(series([Number.NaN]))).toBeUndefined();
  expect(firstNotNumber(series([1, 2]))).toBeUndefined();
});

it('lifts the pen of a sparkline over NaN, and draws nothing of nothing', () => {
  const box = { width: 78, height: 15 };
  expect(sparkPath(series([0, 1, Number.NaN, 1, 0]), box)?.line.match(/M/g)).toHaveLength(2);
  expect(sparkPath(series([Number.NaN]), box)).toBeUndefined();
  expect(sparkPath(series([1, 2]), { ...box, lastStep: 2 })?.end.x).toBe(39);
});

it('puts metrics in sections by prefix, the machine last', () => {
  expect(metricSections(['val/loss', 'loss', 'system/cpu', 'val/f1', 'train/a/b'])).toEqual([
    { prefix: '', keys: ['loss'] },
    { prefix: 'train/a/', keys: ['train/a/b'] },
    { prefix: 'val/', keys: ['val/f1', 'val/loss'] },
    { prefix: 'system/', keys: ['system/cpu'] },
  ]);
});

it.each([
  ['loss', true],
  ['VAL', true],
  ['val/*', true],
  ['{train,val}/l?ss', true],
  ['train/*', false],
  ['{val', false],
  ['val.loss', false],
])('val/loss against %s: %s', (pattern, matches) => expect(matchesMetric('val/loss', pattern)).toBe(matches));
