import { flavorCases } from '@millrace/testkit';
import * as tf from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { linearModel, twoByTwoModel } from '../../test/models.ts';
import { tfjs } from '../tfjs.ts';

const [flavor] = tfjs({ library: tf }).flavors;
const foreignValues = [tf, tf.layers.dense({ units: 1 }), tf.tensor1d([1]), tf.GraphModel, { layers: [] }];

describe('sequential model', () => {
  const cases = flavorCases({
    flavor,
    makeModel: linearModel,
    foreignValues,
    example: {
      inputs: [
        [1, 2],
        [3, 4],
      ],
      outputs: [[0.5], [2.5]],
    },
  });
  for (const { name, skip, run } of cases) it.skipIf(skip)(name, run);
});

describe('functional model with several inputs and outputs', () => {
  const cases = flavorCases({
    flavor,
    makeModel: twoByTwoModel,
    foreignValues,
    example: {
      inputs: { left: [[1, 2]], right: [[3, 4]] },
      outputs: { sum: [[4, 6]], product: [[3, 8]] },
    },
  });
  for (const { name, skip, run } of cases) it.skipIf(skip)(name, run);
});
