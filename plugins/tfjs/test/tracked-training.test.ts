import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init, type Millrace } from '@millrace/client';
import { loadModel } from '@millrace/models';
import type { ArtifactReader } from '@millrace/spec';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tfjs } from '../src/tfjs.ts';
import { tfjsCallback } from '../src/tfjs-callback.ts';
import { compiled, linearModel, samples } from './models.ts';

let folder: string;
let ml: Millrace;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-tfjs-'));
  ml = init({ trackingUri: folder, experiment: 'lines', plugins: [tfjs({ library: tf })], strict: true });
});

afterEach(async () => {
  await ml.close();
  await rm(folder, { recursive: true });
});

const onlyRun = async () => {
  await ml.flush();
  const [run, ...others] = await ml.searchRuns();
  expect(others).toEqual([]);
  if (!run) throw new Error('there is no run');
  return run;
};

const historyOf = async (runId: string, key: string) =>
  (await ml.getMetricHistory(runId, key)).map(({ value }) => value);

/** The experiment's only model, read from the disk past all of ours. */
const modelFiles = async (experimentId: string): Promise<ArtifactReader> => {
  const models = join(folder, experimentId, 'models');
  const [modelId = '', ...others] = await readdir(models);
  expect(others).toEqual([]);
  return {
    read: (path) => readFile(join(models, modelId, 'artifacts', path)),
    async *list() {},
  };
};

it('stores a training with its curves, and the model it ended with', async () => {
  const undo = ml.autolog(tf);
  const model = compiled(linearModel());
  const { x, y } = samples();
  const { history } = await model.fit(x, y, { epochs: 3, validationSplit: 0.2 }).finally(undo);

  const run = await onlyRun();
  expect(run.info.status).toBe('FINISHED');
  expect(run.tags).toContainEqual({ key: 'mlflow.autologging', value: 'tfjs' });
  expect(run.params).toContainEqual({ key: 'optimizer_name', value: 'Adam' });
  for (const [key, values] of Object.entries(history)) {
    expect(await historyOf(run.info.runId, key)).toEqual(values);
  }

  const artifacts = await modelFiles(run.info.experimentId);
  const loaded = await loadModel({ artifacts, flavors: tfjs({ library: tf }).flavors });
  const prediction = model.predict(x) as tf.Tensor;
  expect(await (await loaded.predictor()).predict(await x.array())).toEqual(await prediction.array());
  expect(loaded.mlModel).toMatchObject({ runId: run.info.runId });
});

it('fits a callback to the client’s run, with no patching', async () => {
  const { x, y } = samples();
  const { history } = await ml.withRun('by hand', async (run) =>
    compiled(linearModel()).fit(x, y, { epochs: 2, callbacks: tfjsCallback(run) }),
  );
  const { info } = await onlyRun();
  expect(await historyOf(info.runId, 'loss')).toEqual(history['loss']);
});

it('logs several trainings of one model into the run around them', async () => {
  const undo = ml.autolog(tf);
  const model = compiled(linearModel());
  const { x, y } = samples();
  await ml
    .withRun('twice', async () => {
      await model.fit(x, y, { epochs: 2 });
      await model.fit(x, y, { epochs: 2 });
    })
    .finally(undo);
  const { info } = await onlyRun();
  expect(await historyOf(info.runId, 'loss')).toHaveLength(4);
});
