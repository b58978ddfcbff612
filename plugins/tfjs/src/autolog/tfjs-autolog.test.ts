import { observingHost, type ObservingHost } from '@millrace/testkit';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installPatches } from '../../test/install-patches.ts';
import { compiled, functionalModel, linearModel, samples } from '../../test/models.ts';
import { tfjs, type TfjsOptions } from '../tfjs.ts';

let host: ObservingHost;
let undo: () => void = () => undefined;

const watch = (options: TfjsOptions = {}) => {
  undo();
  undo = installPatches(tfjs(options).autologs[0], tf, host);
};

beforeEach(() => {
  host = observingHost();
  watch();
});

afterEach(() => {
  undo();
  expect(host.reported).toEqual([]);
});

const onlyRun = () => {
  expect(host.runs).toHaveLength(1);
  const [run] = host.runs;
  if (!run) throw new Error('there is no run');
  return run;
};

const points = (key: string) =>
  onlyRun()
    .metrics.filter((point) => point.key === key)
    .map(({ step, value }) => [step, value] as const);

const fit = async (options: tf.ModelFitArgs, model: tf.LayersModel = linearModel()) => {
  const { x, y } = samples();
  return compiled(model).fit(x, y, options);
};

describe('params', () => {
  it('tells the call, the optimizer and the model by the names MLflow uses', async () => {
    await fit({ epochs: 2, batchSize: 5, validationSplit: 0.2, shuffle: false });
    expect(Object.fromEntries(onlyRun().params)).toEqual({
      epochs: 2,
      batch_size: 5,
      validation_split: 0.2,
      shuffle: false,
      optimizer_name: 'Adam',
      optimizer_learning_rate: 0.01,
      optimizer_beta_1: 0.9,
      optimizer_beta_2: 0.999,
      optimizer_epsilon: 1e-7,
      learning_rate: 0.01,
      loss: 'meanSquaredError',
      metrics: 'mae',
      model_class: 'Sequential',
      layer_count: 1,
      total_params: 3,
      trainable_params: 3,
      non_trainable_params: 0,
    });
  });

  it('tells what tfjs takes when the call says nothing', async () => {
    const model = compiled(linearModel());
    const { x, y } = samples();
    await model.fit(x, y);
    expect(onlyRun().params.get('epochs')).toBe(1);
    expect(onlyRun().params.get('batch_size')).toBe(32);
    expect(points('loss')).toHaveLength(1);
  });

  it('counts frozen weights apart and names functions', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 3, inputShape: [2], trainable: false }),
        tf.layers.dense({ units: 1 }),
      ],
    });
    model.compile({
      optimizer: 'sgd',
      loss: tf.losses.absoluteDifference,
      metrics: [tf.metrics.meanSquaredError],
    });
    const { x, y } = samples();
    await model.fit(x, y);
    const { params } = onlyRun();
    expect(params.get('non_trainable_params')).toBe(9);
    expect(params.get('trainable_params')).toBe(4);
    expect(params.get('optimizer_name')).toBe('SGD');
    expect(params.get('loss')).toBe('absoluteDifference');
  });
});

describe('metrics', () => {
  it('are the history of the training, by the real keys, a step an epoch', async () => {
    const { history } = await fit({ epochs: 3, validationSplit: 0.25 });
    expect(Object.keys(history).sort()).toEqual(['loss', 'mae', 'val_loss', 'val_mae']);
    for (const [key, values] of Object.entries(history)) {
      expect(points(key)).toEqual(values.map((value, epoch) => [epoch, value]));
    }
  });

  it('come per batch when asked, counted through the epochs', async () => {
    watch({ everyNBatches: 3 });
    await fit({ epochs: 2, batchSize: 5 });
    expect(points('batch_loss').map(([step]) => step)).toEqual([0, 3, 6]);
    expect(points('batch_loss').every(([, value]) => Number.isFinite(value))).toBe(true);
    expect(points('batch_size')).toEqual([]);
    expect(points('loss')).toHaveLength(2);
  });

  it('come from fitDataset too, which counts as one call', async () => {
    const { x, y } = samples();
    const dataset = tf.data
      .zip({ xs: tf.data.array(x.arraySync()), ys: tf.data.array(y.arraySync()) })
      .batch(5);
    const { history } = await compiled(linearModel()).fitDataset(dataset, { epochs: 2 });
    expect(points('loss')).toEqual(history['loss']?.map((value, epoch) => [epoch, value]));
    expect(onlyRun().params.get('epochs')).toBe(2);
    expect(onlyRun().models).toHaveLength(1);
  });
});

describe('early stopping', () => {
  it('is told with its settings and the epoch it stopped at', async () => {
    const stop = tf.callbacks.earlyStopping({ monitor: 'loss', patience: 2, minDelta: 1000 });
    const { epoch } = await fit({ epochs: 50, callbacks: stop });
    const { params } = onlyRun();
    expect([params.get('monitor'), params.get('patience'), params.get('min_delta')]).toEqual([
      'loss',
      2,
      1000,
    ]);
    expect(points('stopped_epoch')).toEqual([[0, epoch.at(-1)]]);
    expect(epoch.length).toBeLessThan(50);
  });

  it('tells no epoch when training ran to its end', async () => {
    await fit({ epochs: 2, callbacks: tf.callbacks.earlyStopping({ monitor: 'loss', patience: 10 }) });
    expect(points('stopped_epoch')).toEqual([]);
  });
});

describe('the user’s callbacks', () => {
  const forms = {
    'one config': (onEpochEnd: () => void) => ({ onEpochEnd }),
    'a list of configs': (onEpochEnd: () => void) => [{}, { onEpochEnd }],
    'an instance': (onEpochEnd: () => void) => new tf.CustomCallback({ onEpochEnd }),
    'a list of instances': (onEpochEnd: () => void) => [
      tf.callbacks.earlyStopping({ monitor: 'loss', patience: 100 }),
      new tf.CustomCallback({ onEpochEnd }),
    ],
    'an empty list': () => [],
  };
  for (const [name, make] of Object.entries(forms)) {
    it(`run as before and beside ours: ${name}`, async () => {
      const seen = vi.fn<() => void>();
      await fit({ epochs: 3, callbacks: make(seen) });
      expect(seen).toHaveBeenCalledTimes(name === 'an empty list' ? 0 : 3);
      expect(points('loss')).toHaveLength(3);
    });
  }

  it('keep their yields and their options object', async () => {
    const onYield = vi.fn<() => void>();
    const options = Object.freeze({
      epochs: 2,
      yieldEvery: 'batch' as const,
      callbacks: Object.freeze({ onYield }),
    });
    await fit(options);
    undo();
    const calls = onYield.mock.calls.length;
    await fit(options);
    expect(onYield.mock.calls.length).toBe(2 * calls);
  });

  it('meet the same refusals', async () => {
    const callbacks = { onYield: () => undefined };
    const refused = fit({ epochs: 1, yieldEvery: 'never', callbacks });
    await expect(refused).rejects.toThrow(/yieldEvery/);
    expect(host.reported).toHaveLength(1);
    host = observingHost();
  });
});

describe('the model', () => {
  it('is logged once trained, with the first rows as its example and its summary beside', async () => {
    const model = linearModel();
    await fit({ epochs: 1 }, model);
    const [logged] = onlyRun().models;
    expect(logged?.model).toBe(model);
    const { x } = samples();
    expect(logged?.inputExample).toEqual(x.arraySync().slice(0, 5));
    expect(onlyRun().texts.get('model_summary.txt')).toContain('Total params: 3');
  });

  it('has an example under the name of each of several inputs', async () => {
    const left = tf.input({ shape: [2], name: 'left' });
    const right = tf.input({ shape: [2], name: 'right' });
    const joined = tf.layers.concatenate().apply([left, right]) as tf.SymbolicTensor;
    const outputs = tf.layers.dense({ units: 1 }).apply(joined) as tf.SymbolicTensor;
    const rows = tf.tensor2d([[1, 2]]);
    await compiled(tf.model({ inputs: [left, right], outputs })).fit([rows, rows], tf.tensor2d([[3]]));
    expect(onlyRun().models[0]?.inputExample).toEqual({ left: [[1, 2]], right: [[1, 2]] });
  });

  it('is left out when not wanted', async () => {
    watch({ logModels: false });
    await fit({ epochs: 1 });
    expect(onlyRun().models).toEqual([]);
    host = observingHost();
    watch({ logInputExamples: false });
    await fit({ epochs: 1 }, functionalModel());
    expect(onlyRun().models[0]?.inputExample).toBeUndefined();
  });

  it('leaks no tensor', async () => {
    watch({ everyNBatches: 1 });
    const model = compiled(linearModel());
    const { x, y } = samples();
    await model.fit(x, y, { epochs: 1 });
    const { numTensors } = tf.memory();
    await model.fit(x, y, { epochs: 2 });
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
