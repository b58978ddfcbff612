import { expect, test } from 'vitest';
import { summarizeLatencies } from './latencies.ts';

test('percentiles are the nearest rank, whatever the order', () => {
  const milliseconds = Array.from({ length: 200 }, (_, index) => ((index * 37) % 200) + 1);
  expect(summarizeLatencies(milliseconds)).toEqual({ p50: 100, p95: 190, p99: 198, max: 200 });
});

test('nothing measured is zero, not NaN', () => {
  expect(summarizeLatencies([])).toEqual({ p50: 0, p95: 0, p99: 0, max: 0 });
});
