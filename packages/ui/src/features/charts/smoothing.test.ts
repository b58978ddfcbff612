import fc from 'fast-check';
import { expect, it } from 'vitest';
import { smooth } from './smoothing.ts';

const steps = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });

it('changes nothing at strength 0', () => {
  fc.assert(
    fc.property(fc.array(finite), (values) => {
      expect(smooth(steps(values.length), values, 0)).toEqual(values);
    }),
  );
});

it('keeps a level line level, from its first point', () => {
  for (const value of smooth(
    steps(500),
    steps(500).map(() => 0.7),
    0.9,
  ))
    expect(value).toBeCloseTo(0.7, 12);
});

it('stays within what was logged', () => {
  fc.assert(
    fc.property(
      fc.array(finite, { minLength: 1 }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      (values, strength) => {
        const slack = 1e-6;
        for (const value of smooth(steps(values.length), values, strength)) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...values) - slack);
          expect(value).toBeLessThanOrEqual(Math.max(...values) + slack);
        }
      },
    ),
  );
});

it('calms a line the more, the stronger it is', () => {
  const values = steps(400).map((step) => (step % 2 === 0 ? 1 : -1));
  const swing = (strength: number): number =>
    Math.max(
      ...smooth(steps(400), values, strength)
        .slice(-50)
        .map((value) => Math.abs(value ?? 0)),
    );
  expect(swing(0.99)).toBeLessThan(swing(0.5));
  expect(swing(0.5)).toBeLessThan(1);
});

it('looks the same with every second point', () => {
  const xs = steps(1001);
  const values = xs.map((x) => Math.sin(x / 40));
  const every = smooth(xs, values, 0.9);
  const half = smooth(
    xs.filter((x) => x % 2 === 0),
    values.filter((_, x) => x % 2 === 0),
    0.9,
  );
  expect(half[400]).toBeCloseTo(every[800] ?? Number.NaN, 1);
});

it('breaks where there is no number, and does not remember it', () => {
  const smoothed = smooth(steps(4), [1, Number.NaN, 1, Number.POSITIVE_INFINITY], 0.9);
  expect(smoothed.map((value) => value === null)).toEqual([false, true, false, true]);
  expect(smoothed[2]).toBeCloseTo(1, 12);
});
