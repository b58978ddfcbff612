import type { TrainingMethod, TrainingOptions } from './training-methods.ts';

/** tfjs' names and MLflow's. What holds data (`validationData`, `sampleWeight`, `callbacks`) is left out. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['epochs', 'epochs'],
  ['initialEpoch', 'initial_epoch'],
  ['batchSize', 'batch_size'],
  ['shuffle', 'shuffle'],
  ['validationSplit', 'validation_split'],
  ['validationFreq', 'validation_freq'],
  ['validationSteps', 'validation_steps'],
  ['stepsPerEpoch', 'steps_per_epoch'],
  ['batchesPerEpoch', 'batches_per_epoch'],
  ['validationBatches', 'validation_batches'],
  ['validationBatchSize', 'validation_batch_size'],
]);

/** What the training call was asked for. */
export const trainingParams = (
  method: TrainingMethod,
  options: TrainingOptions,
): Record<string, string | number | boolean> => {
  const params: Record<string, string | number | boolean> = {};
  for (const [key, name] of NAMES) {
    const value = options[key] ?? method.defaults[key];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      params[name] = value;
  }
  return params;
};
