import type { CustomCallback, CustomCallbackArgs } from '@tensorflow/tfjs';
import type { MetricsRecorder } from '../metrics-recorder.ts';
import type { TfjsLibrary } from '../tfjs-library.ts';
import type { TrainingOptions } from './training-methods.ts';

/** `CustomCallback` is tfjs' only public way to its base class. */
const isCallback = (tf: TfjsLibrary, value: unknown): boolean =>
  value instanceof Object.getPrototypeOf(tf.CustomCallback);

const isConfig = (value: unknown): value is CustomCallbackArgs => typeof value === 'object' && value !== null;

type YieldEvery = ConstructorParameters<typeof CustomCallback>[1];

/**
 * What tfjs itself makes of `callbacks`: instances as they are, when there is one or the list starts with one; else each
 * is the config of a callback. Done here because a list may not mix the two.
 */
const toInstances = (tf: TfjsLibrary, options: TrainingOptions): unknown[] => {
  const callbacks = options['callbacks'] ?? {};
  if (isCallback(tf, callbacks)) return [callbacks];
  const list: unknown[] = Array.isArray(callbacks) ? callbacks : [callbacks];
  if (isCallback(tf, list[0])) return list;
  // tfjs checks the value and says what is wrong with it.
  const yieldEvery = options['yieldEvery'] as YieldEvery;
  return list.map((config) => (isConfig(config) ? new tf.CustomCallback(config, yieldEvery) : config));
};

/** An instance that never yields: the user's callbacks and tfjs' own pace stay as they were. */
const toCallback = (tf: TfjsLibrary, recorder: MetricsRecorder): CustomCallback =>
  // Its methods are replaced, not given as config: for a config tfjs reads back every batch whether asked or not.
  Object.assign(new tf.CustomCallback({}, 'never'), recorder);

/** The same options with one more callback, after the user's. */
export const withRecorder = (
  tf: TfjsLibrary,
  options: TrainingOptions,
  recorder: MetricsRecorder,
): TrainingOptions => ({ ...options, callbacks: [...toInstances(tf, options), toCallback(tf, recorder)] });
