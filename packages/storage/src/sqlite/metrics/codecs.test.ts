import type { Metric } from '@millrace/spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Columns } from '../../series/columns.ts';
import { compareByTime, sortUnique } from '../../series/point-order.ts';
import { decodeChunk, encodeChunk } from './chunk-codec.ts';
import { decodePoints, encodePoints } from './point-block.ts';

const timestamp = fc.oneof(fc.maxSafeNat(), fc.nat(5_000), fc.constant(1_700_000_000_000));
const step = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -100, max: 100 }));
const value = fc.oneof(
  fc.double(),
  fc.float(),
  fc.integer(),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, -0),
);

const columnsOf = (points: readonly { timestamp: number; step: number; value: number }[]): Columns => ({
  count: points.length,
  timestamps: Float64Array.from(points, (point) => point.timestamp),
  steps: Float64Array.from(points, (point) => point.step),
  values: Float64Array.from(points, (point) => point.value),
});

const trimmed = ({ count, timestamps, steps, values }: Columns) => ({
  timestamps: [...timestamps.subarray(0, count)],
  steps: [...steps.subarray(0, count)],
  values: [...values.subarray(0, count)],
});

/** As the driver hands it out: somewhere inside a larger buffer, not aligned. */
const asStored = (bytes: Buffer): Uint8Array => {
  const larger = Buffer.alloc(bytes.length + 3);
  bytes.copy(larger, 3);
  return larger.subarray(3);
};

describe('chunks', () => {
  const points = fc.array(fc.record({ timestamp, step, value }), { minLength: 1, maxLength: 60 });

  test('are read as they were written', () => {
    fc.assert(
      fc.property(points, (list) => {
        const columns = sortUnique(columnsOf(list), compareByTime);
        expect(trimmed(decodeChunk(asStored(encodeChunk(columns))))).toEqual(trimmed(columns));
      }),
      { numRuns: 500 },
    );
  });

  test('of a steady training loop take at most 12 bytes a point', () => {
    const list = Array.from({ length: 4_096 }, (_, index) => ({
      timestamp: 1_700_000_000_000 + index * 731 + ((index * 7_919) % 23),
      step: index * 10,
      value: Math.exp(-index / 500) + Math.sin(index) / 100,
    }));
    expect(encodeChunk(columnsOf(list)).length / list.length).toBeLessThan(11);
    const singles = list.map((point) => ({ ...point, value: Math.fround(point.value) }));
    expect(encodeChunk(columnsOf(singles)).length / list.length).toBeLessThan(7);
  });

  test('that are cut short or of another format are DATA_LOSS', () => {
    const bytes = encodeChunk(
      columnsOf([
        { timestamp: 1, step: 1, value: 0.1 },
        { timestamp: 5, step: 9, value: 7 },
        { timestamp: 6, step: 9, value: 7 },
      ]),
    );
    const isDamage = expect.objectContaining({ code: 'DATA_LOSS' });
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => decodeChunk(bytes.subarray(0, length)), `${length} bytes`).toThrow(isDamage);
    }
    const other = Buffer.from(bytes);
    other[0] = 9;
    expect(() => decodeChunk(other)).toThrow(isDamage);
  });
});

describe('points of a request', () => {
  test('are read as they were written', () => {
    const metric: fc.Arbitrary<Metric> = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      timestamp,
      step,
      value,
    });
    fc.assert(
      fc.property(fc.array(metric, { minLength: 1, maxLength: 50 }), fc.nat(70_000), (list, base) => {
        const keyOf = (key: string): number => base + key.charCodeAt(0);
        const block = decodePoints(asStored(encodePoints(list, keyOf)));
        const read = list.map((_, index) => ({
          key: block.keys[index],
          timestamp: block.timestamps[index],
          step: block.steps[index],
          value: block.values[index],
        }));
        expect(block.count).toBe(list.length);
        expect(read).toEqual(
          list.map((point) => ({
            key: keyOf(point.key),
            timestamp: point.timestamp,
            step: point.step + 0,
            value: point.value,
          })),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('of a thousand keys at one moment take little more than their values', () => {
    const list = Array.from({ length: 1_000 }, (_, index) => ({
      key: `${index}`,
      timestamp: 5,
      step: 9,
      value: index / 3,
    }));
    expect(encodePoints(list, Number).length).toBeLessThan(1_000 * 12 + 64);
    expect(() => decodePoints(encodePoints(list, Number).subarray(0, 500))).toThrow(
      expect.objectContaining({ code: 'DATA_LOSS' }),
    );
  });
});
