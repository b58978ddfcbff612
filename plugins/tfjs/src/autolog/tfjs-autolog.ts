import type { AutologV1, RunSink, TrainingPatch } from '@millrace/spec';
import { isLayersModel } from '../flavor/is-layers-model.ts';
import { metricsRecorder } from '../metrics-recorder.ts';
import type { TfjsLibrary } from '../tfjs-library.ts';
import { earlyStoppingMetrics, earlyStoppingOf, earlyStoppingParams } from './early-stopping.ts';
import { inputExample } from './input-example.ts';
import { modelParams } from './model-params.ts';
import { modelSummary } from './model-summary.ts';
import { optionsOf, TRAINING_METHODS, type TrainingMethod } from './training-methods.ts';
import { trainingParams } from './training-params.ts';
import { withRecorder } from './with-recorder.ts';

export interface TfjsAutologOptions {
  /** Logs the losses and metrics of every n-th batch too, as `batch_<key>` by global batch number. Default: of none. */
  readonly everyNBatches?: number | undefined;
  /** Logs the trained model. Default true. */
  readonly logModels?: boolean | undefined;
  /** Keeps the first rows that `fit` was given beside the model. Default true. */
  readonly logInputExamples?: boolean | undefined;
}

const hasFit = (model: unknown): boolean =>
  typeof model === 'function' && typeof Reflect.get(Object(model.prototype), 'fit') === 'function';

const isLibrary = (value: unknown): value is TfjsLibrary => {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return hasFit(Reflect.get(value, 'LayersModel')) && hasFit(Reflect.get(value, 'Sequential'));
  } catch {
    // A module whose members throw is another library.
    return false;
  }
};

/** Each part alone: one that fails is reported and takes no other with it. */
const each = async (run: RunSink, parts: readonly (() => void | Promise<void>)[]): Promise<void> => {
  for (const part of parts) await run.guard(part)();
};

interface Watched {
  readonly tf: TfjsLibrary;
  readonly method: TrainingMethod;
  readonly options: TfjsAutologOptions;
}

const patch = (on: object, { tf, method, options }: Watched): TrainingPatch => ({
  on,
  method: method.name,
  before: async (run, { self, args }) => {
    const given = optionsOf(method, args);
    if (!given || !isLayersModel(self)) return undefined;
    const earlyStopping = earlyStoppingOf(tf, given['callbacks']);
    await each(run, [
      () => run.params(trainingParams(method, given)),
      () => run.params(modelParams(self)),
      () => earlyStopping && run.params(earlyStoppingParams(earlyStopping)),
      () => run.text('model_summary.txt', modelSummary(self)),
    ]);
    const recorder = metricsRecorder((values, step) => run.metrics(values, step), options);
    const next = [...args];
    next[method.optionsIndex] = withRecorder(tf, given, {
      onEpochEnd: run.guard(recorder.onEpochEnd),
      onBatchEnd: run.guard(recorder.onBatchEnd),
    });
    return next;
  },
  after: async (run, { self, args }) => {
    const earlyStopping = earlyStoppingOf(tf, optionsOf(method, args)?.['callbacks']);
    await each(run, [
      () => earlyStopping && run.metrics(earlyStoppingMetrics(earlyStopping), 0),
      async () => {
        if (options.logModels === false) return;
        const wanted = method.name === 'fit' && options.logInputExamples !== false;
        const example = wanted ? await inputExample(tf, self, args[0]) : undefined;
        await run.model(self, { name: 'model', inputExample: example });
      },
    ]);
  },
});

/** Watches `fit` and `fitDataset` of both model classes; `Sequential` calls `LayersModel`, which counts once. */
export const tfjsAutolog = (options: TfjsAutologOptions): AutologV1<TfjsLibrary> => ({
  specVersion: 'v1',
  id: 'tfjs',
  target: { package: '@tensorflow/tfjs', versions: '>=4.10.0 <5' },
  accepts: isLibrary,
  version: (library: TfjsLibrary): string | undefined => library.version?.tfjs,
  patches: (tf: TfjsLibrary): readonly TrainingPatch[] =>
    [tf.LayersModel.prototype, tf.Sequential.prototype].flatMap((on) =>
      TRAINING_METHODS.map((method) => patch(on, { tf, method, options })),
    ),
});
