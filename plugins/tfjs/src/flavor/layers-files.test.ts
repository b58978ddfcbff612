import { MillraceError } from '@millrace/spec';
import { memoryArtifacts } from '@millrace/testkit';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { compiled, linearModel, samples, twoByTwoModel } from '../../test/models.ts';
import { serveFiles } from '../../test/serve-files.ts';
import { tfjs } from '../tfjs.ts';

const [flavor] = tfjs({ library: tf }).flavors;

const save = async (model: tf.LayersModel) => {
  const artifacts = memoryArtifacts();
  return { artifacts, ...(await flavor.write(model, artifacts)) };
};

const reasonOf = async (work: Promise<unknown>): Promise<string | undefined> => {
  const [outcome] = await Promise.allSettled([work]);
  return outcome.status === 'rejected' && MillraceError.is(outcome.reason)
    ? outcome.reason.reason
    : undefined;
};

describe('the files of a model', () => {
  it('are what tfjs itself loads from a server', async () => {
    const { artifacts, entry } = await save(linearModel());
    const server = await serveFiles(artifacts.files);
    try {
      const model = await tf.loadLayersModel(`${server.url}/${entry.data}/model.json`);
      const prediction = model.predict(tf.tensor2d([[1, 2]])) as tf.Tensor2D;
      expect(prediction.arraySync()).toEqual([[0.5]]);
    } finally {
      await server.close();
    }
  });

  it('are told of in the entry and the signature', async () => {
    const { entry, signature } = await save(linearModel());
    expect(entry).toEqual({
      data: 'data',
      format: 'layers-model',
      model_class: 'Sequential',
      tfjs_version: tf.version['tfjs-layers'],
    });
    expect(signature).toEqual({
      inputs: [{ type: 'tensor', dtype: 'float32', shape: [-1, 2] }],
      outputs: [{ type: 'tensor', dtype: 'float32', shape: [-1, 1] }],
      params: null,
    });
  });

  it('name the tensors where there are several', async () => {
    const { signature } = await save(twoByTwoModel());
    expect(signature?.inputs?.map(({ name }) => name)).toEqual(['left', 'right']);
    expect(signature?.outputs?.map(({ name }) => name)).toEqual(['sum', 'product']);
  });

  it('hold the weights as they were when it was saved', async () => {
    const model = compiled(linearModel());
    const { artifacts, entry } = await save(model);
    const { x, y } = samples();
    await model.fit(x, y, { epochs: 3 });
    const loaded = await flavor.read(artifacts, entry);
    expect(loaded.getWeights().map((weight) => weight.arraySync())).toEqual([[[2], [-1]], [0.5]]);
  });

  it('keep what the user noted on the model', async () => {
    const model = linearModel();
    model.setUserDefinedMetadata({ labels: ['a', 'b'] });
    const { artifacts, entry } = await save(model);
    const loaded = await flavor.read(artifacts, entry);
    expect(loaded.getUserDefinedMetadata()).toEqual({ labels: ['a', 'b'] });
  });

  it('are refused with a reason when the weights are cut short or too long', async () => {
    const { artifacts, entry } = await save(linearModel());
    const path = 'data/group1-shard1of1.bin';
    const bytes = await artifacts.read(path);
    artifacts.files.set(path, bytes.subarray(0, 8));
    expect(await reasonOf(flavor.read(artifacts, entry))).toBe('tfjs/weights-truncated');
    artifacts.files.set(path, new Uint8Array(16));
    expect(await reasonOf(flavor.read(artifacts, entry))).toBe('tfjs/weights-mismatch');
  });

  it('may not name weights outside their folder', async () => {
    const { artifacts, entry } = await save(linearModel());
    const text = new TextDecoder().decode(await artifacts.read('data/model.json'));
    const hostile = text.replace('group1-shard1of1.bin', '../../secret.bin');
    artifacts.files.set('data/model.json', new TextEncoder().encode(hostile));
    expect(await reasonOf(flavor.read(artifacts, entry))).toBe('plugin-kit/path');
  });

  it('say what to do when a layer is unknown', async () => {
    const { artifacts, entry } = await save(linearModel());
    const text = new TextDecoder().decode(await artifacts.read('data/model.json'));
    artifacts.files.set('data/model.json', new TextEncoder().encode(text.replaceAll('"Dense"', '"Mine"')));
    await expect(flavor.read(artifacts, entry)).rejects.toThrow(/registerClass/);
  });

  it('cannot be written without a layer', async () => {
    expect(await reasonOf(save(tf.sequential()))).toBe('tfjs/not-built');
  });
});

describe('the predictor', () => {
  const cases: [string, unknown, RegExp][] = [
    ['another size', [[1, 2, 3]], /has the shape \[1, 3\], expected .* \[\?, 2\]/],
    ['another rank', [1, 2], /has the shape \[2\]/],
    ['ragged rows', [[1, 2], [3]], /ragged or no nested arrays/],
    ['text for numbers', [['a', 'b']], /no nested arrays of number/],
    ['a hole', [[1, null]], /no nested arrays of number/],
  ];
  for (const [name, inputs, message] of cases) {
    it(`tells of ${name}`, async () => {
      const predictor = await flavor.predictor?.(linearModel());
      const given = JSON.parse(JSON.stringify(inputs));
      await expect(predictor?.predict(given)).rejects.toThrow(message);
    });
  }

  it('takes a single input under its name too, and leaks nothing', async () => {
    const model = linearModel();
    const predictor = await flavor.predictor?.(model);
    await predictor?.predict([[0, 0]]);
    const { numTensors } = tf.memory();
    const [name = ''] = model.inputNames;
    expect(await predictor?.predict({ [name]: [[1, 1]] })).toEqual([[1.5]]);
    await expect(predictor?.predict([[1]])).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
