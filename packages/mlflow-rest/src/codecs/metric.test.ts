import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

describe('points of models', () => {
  const point = { key: 'a', value: 1, timestamp: 2, step: 3 };
  const decode = (item: object) => decodeMetrics(new MessageReader({ metrics: [item] }), 'metrics')[0];

  it('keep the model and the dataset, under either spelling', () => {
    const model = { modelId: 'm', datasetName: 'd', datasetDigest: '1' };
    const wire = { model_id: 'm', dataset_name: 'd', dataset_digest: '1' };
    expect(decode({ ...point, ...wire })).toEqual({ ...point, ...model });
    expect(decode({ ...point, ...model })).toEqual({ ...point, ...model });
  });

  it('are plain points without a model, whatever the dataset', () => {
    for (const rest of [{ model_id: '' }, { model_id: null }, { dataset_name: 'd' }, { datasetDigest: 5 }]) {
      expect(decode({ ...point, ...rest })).toEqual(point);
    }
  });
});
