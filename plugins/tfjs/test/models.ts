import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');

/** y = 2a - b + 0.5, in one dense layer. */
export const linearModel = (): tf.Sequential => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  model.setWeights([tf.tensor2d([[2], [-1]]), tf.tensor1d([0.5])]);
  return model;
};

/** Two named inputs, two named outputs: their sum and their product. */
export const twoByTwoModel = (): tf.LayersModel => {
  const left = tf.input({ shape: [2], name: 'left' });
  const right = tf.input({ shape: [2], name: 'right' });
  const sum = tf.layers.add({ name: 'sum' }).apply([left, right]) as tf.SymbolicTensor;
  const product = tf.layers.multiply({ name: 'product' }).apply([left, right]) as tf.SymbolicTensor;
  return tf.model({ inputs: [left, right], outputs: [sum, product] });
};

export const compiled = <Model extends tf.LayersModel>(model: Model): Model => {
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError', metrics: ['mae'] });
  return model;
};

/** A dense layer made through the functional way. */
export const functionalModel = (): tf.LayersModel => {
  const input = tf.input({ shape: [2] });
  return tf.model({
    inputs: input,
    outputs: tf.layers.dense({ units: 1 }).apply(input) as tf.SymbolicTensor,
  });
};

export const samples = (): { x: tf.Tensor2D; y: tf.Tensor2D } => ({
  x: tf.tensor2d(Array.from({ length: 20 }, (_, index) => [index / 20, 1 - index / 20])),
  y: tf.tensor2d(Array.from({ length: 20 }, (_, index) => [index / 10])),
});
