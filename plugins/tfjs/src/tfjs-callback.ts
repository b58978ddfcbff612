import { metricsRecorder, type TrainingLogs } from './metrics-recorder.ts';

/** The one thing asked of a run: what `startRun()` gives fits. */
export interface MetricsRun {
  logMetrics(values: Readonly<Record<string, number>>, options: { readonly step: number }): void;
}

export interface TfjsCallbackOptions {
  /** Logs the losses and metrics of every n-th batch too, as `batch_<key>`. Default: of none. */
  readonly everyNBatches?: number | undefined;
}

/**
 * A whole callback by its members: tfjs takes it alone, in a list of configs, and in a list of instances behind
 * `tf.callbacks.earlyStopping()`.
 */
export interface TfjsCallback {
  onTrainBegin(): Promise<void>;
  onTrainEnd(): Promise<void>;
  onEpochBegin(): Promise<void>;
  onEpochEnd(epoch: number, logs?: TrainingLogs): Promise<void>;
  onBatchBegin(): Promise<void>;
  onBatchEnd(batch: number, logs?: TrainingLogs): Promise<void>;
  setParams(): void;
  setModel(): void;
}

const nothing = async (): Promise<void> => undefined;

/** Logs a training's metrics with no patching: `model.fit(x, y, { callbacks: tfjsCallback(run) })`. */
export const tfjsCallback = (run: MetricsRun, options: TfjsCallbackOptions = {}): TfjsCallback => ({
  ...metricsRecorder((values, step) => run.logMetrics(values, { step }), options),
  onTrainBegin: nothing,
  onTrainEnd: nothing,
  onEpochBegin: nothing,
  onBatchBegin: nothing,
  setParams: () => undefined,
  setModel: () => undefined,
});
