/** Predicts a car's miles per gallon from its horsepower, weight and year, and tracks the training. */
import { readFile } from 'node:fs/promises';
import { init } from '@millrace/client';
import { tfjs } from '@millrace/tfjs';
import * as tf from '@tensorflow/tfjs';

interface Car {
  Miles_per_Gallon: number | null;
  Horsepower: number | null;
  Weight_in_lbs: number;
  Year: string;
}

const file = new URL('../data/cars.json', import.meta.resolve('vega-datasets'));
const cars: Car[] = JSON.parse(await readFile(file, 'utf8'));

const rows = cars.flatMap(
  ({ Miles_per_Gallon: mpg, Horsepower: power, Weight_in_lbs: weight, Year: year }) =>
    mpg === null || power === null ? [] : [{ mpg, features: [power, weight, Number(year.slice(0, 4))] }],
);
tf.util.shuffle(rows);

const toTensors = (part: typeof rows) => ({
  x: tf.tensor2d(part.map(({ features }) => features)),
  y: tf.tensor2d(part.map(({ mpg }) => [mpg])),
});

const test = toTensors(rows.slice(0, 80));
const train = toTensors(rows.slice(80));

const { mean, variance } = tf.moments(train.x, 0);
const normalise = (x: tf.Tensor) => x.sub(mean).div(variance.sqrt());

const model = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [3], units: 64, activation: 'relu' }),
    tf.layers.dense({ units: 64, activation: 'relu' }),
    tf.layers.dense({ units: 1 }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.0003), loss: 'meanSquaredError', metrics: ['mae'] });

await using ml = init({ experiment: 'tfjs-cars', plugins: [tfjs()] });
ml.autolog(tf);

await ml.withRun('cars', async (run) => {
  await model.fit(normalise(train.x), train.y, { epochs: 100, batchSize: 4, validationSplit: 0.2 });

  const [, mae] = model.evaluate(normalise(test.x), test.y) as tf.Scalar[];
  const [error = Number.NaN] = (await mae?.data()) ?? [];
  run.logMetric('test_mae', error);
  console.log(`On cars it has not seen, the model is off by ${error.toFixed(1)} miles per gallon`);
});
