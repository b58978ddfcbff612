import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSize, splitBatch } from './batch.ts';

const text = fc.array(fc.record({ key: fc.string(), value: fc.string() }), { maxLength: 9 });
const points = fc.array(
  fc.record({ key: fc.string(), value: fc.double(), timestamp: fc.nat(), step: fc.integer() }),
  { maxLength: 9 },
);

describe('splitBatch', () => {
  it('gives two parts of the whole, both smaller, in order', () => {
    fc.assert(
      fc.property(text, points, text, (params, metrics, tags) => {
        const whole = { params, metrics, tags };
        fc.pre(batchSize(whole) > 1);
        const [first, second] = splitBatch(whole);
        expect([...first.params, ...second.params]).toEqual(params);
        expect([...first.metrics, ...second.metrics]).toEqual(metrics);
        expect([...first.tags, ...second.tags]).toEqual(tags);
        expect(Math.abs(batchSize(first) - batchSize(second))).toBeLessThanOrEqual(1);
      }),
    );
  });
});
