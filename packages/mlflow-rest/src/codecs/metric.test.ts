import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MessageReader } from '../proto-json/message-reader.ts';
import { decodeMetric, decodeMetrics, encodeMetrics } from './metric.ts';

const outcome = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return String(error);
  }
};

const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double(), fc.constantFrom(2 ** 53, -(2 ** 53)));

it('reads a point the same way fast and slow', () => {
  const point = fc.record({ key: fc.constantFrom('', 'k'), value: number, timestamp: number, step: number });
  fc.assert(
    fc.property(point, (given) => {
      const fast = outcome(() => decodeMetrics(new MessageReader({ metrics: [given] }), 'metrics')[0]);
      const slow = outcome(() => decodeMetric(new MessageReader(given, 'metrics[0]')));
      expect(fast).toEqual(slow);
    }),
    { numRuns: 1000 },
  );
});

it('copies no points on the way out that need no other form', () => {
  const metrics = [{ key: 'k', value: 1, timestamp: 0, step: 0 }];
  expect(encodeMetrics(metrics)).toBe(metrics);
});
