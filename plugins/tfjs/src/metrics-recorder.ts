import type { Scalar } from '@tensorflow/tfjs';

/** What tfjs hands to callbacks: numbers, or tensors not yet read back from the backend. */
export type TrainingLogs = Readonly<Record<string, number | Scalar>>;

export interface MetricsRecorder {
  onEpochEnd(epoch: number, logs?: TrainingLogs): Promise<void>;
  onBatchEnd(batch: number, logs?: TrainingLogs): Promise<void>;
}

/** In the logs of a batch beside its metrics. */
const COUNTERS: ReadonlySet<string> = new Set(['batch', 'size']);

const readLogs = async (logs: TrainingLogs, prefix: string): Promise<Record<string, number>> => {
  const entries = Object.entries(logs).filter(([key]) => !COUNTERS.has(key));
  return Object.fromEntries(
    await Promise.all(
      entries.map(
        async ([key, value]): Promise<[string, number]> => [
          prefix + key,
          typeof value === 'number' ? value : ((await value.data())[0] ?? Number.NaN),
        ],
      ),
    ),
  );
};

/**
 * Turns the ends of epochs and batches into metrics. Keys are the real ones of tfjs (`loss`, `val_loss`, `acc`); the step
 * is the epoch, and for batches the number of batches before it in the whole training.
 */
export const metricsRecorder = (
  log: (values: Readonly<Record<string, number>>, step: number) => void,
  { everyNBatches }: { readonly everyNBatches?: number | undefined },
): MetricsRecorder => {
  let batches = 0;
  return {
    onEpochEnd: async (epoch, logs = {}) => log(await readLogs(logs, ''), epoch),
    onBatchEnd: async (_batch, logs = {}) => {
      const step = batches++;
      if (everyNBatches && step % everyNBatches === 0) log(await readLogs(logs, 'batch_'), step);
    },
  };
};
