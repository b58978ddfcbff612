import { autologCases, type AutologSubject } from '@millrace/testkit';
import * as tf from '@tensorflow/tfjs';
import { describe, it } from 'vitest';
import { installPatches } from '../../test/install-patches.ts';
import { installWithClient } from '../../test/install-with-client.ts';
import { compiled, functionalModel, linearModel, samples } from '../../test/models.ts';
import { tfjs } from '../tfjs.ts';
import type { TfjsLibrary } from '../tfjs-library.ts';

const train = async (model: tf.LayersModel, options: tf.ModelFitArgs = {}) => {
  const { x, y } = samples();
  return compiled(model).fit(x, y, { epochs: 2, ...options });
};

const failing: tf.CustomCallbackArgs = {
  onEpochEnd: () => {
    throw new RangeError('the training went wrong');
  },
};

const subject: AutologSubject<TfjsLibrary> = {
  autolog: tfjs().autologs[0],
  library: tf,
  outOfRange: { ...tf, version: { ...tf.version, tfjs: '3.21.0' } },
  foreignValues: [tf.layers, tf.LayersModel, { LayersModel: class {}, Sequential: class {} }],
  train: async () => train(functionalModel()),
  fail: async () => train(functionalModel(), { callbacks: failing }),
  trainNested: async () => train(linearModel()),
  expected: {
    params: [
      'epochs',
      'batch_size',
      'optimizer_name',
      'learning_rate',
      'loss',
      'layer_count',
      'total_params',
    ],
    metrics: ['loss', 'mae'],
  },
};

describe.each([
  ['the client', installWithClient],
  ['the least that an installer may be', installPatches],
])('installed by %s', (_, install) => {
  for (const { name, skip, run } of autologCases(subject, install)) it.skipIf(skip)(name, run);
});
