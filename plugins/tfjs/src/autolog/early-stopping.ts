import type { TfjsLibrary } from '../tfjs-library.ts';

/** What tfjs' callback keeps, of which its types tell only a part. */
export interface EarlyStoppingState {
  readonly monitor: string;
  readonly minDelta: number;
  readonly patience: number;
  readonly mode: string;
  readonly baseline?: number | undefined;
  readonly wait?: number | undefined;
  readonly stoppedEpoch?: number | undefined;
}

const isEarlyStopping = (tf: TfjsLibrary, value: unknown): value is EarlyStoppingState =>
  value instanceof tf.EarlyStopping;

/** The first one among the user's callbacks, as MLflow takes it. */
export const earlyStoppingOf = (tf: TfjsLibrary, callbacks: unknown): EarlyStoppingState | undefined => {
  const list: unknown[] = Array.isArray(callbacks) ? callbacks : [callbacks];
  return list.find((callback) => isEarlyStopping(tf, callback));
};

/** Names as MLflow's. */
export const earlyStoppingParams = (callback: EarlyStoppingState): Record<string, string | number> => ({
  monitor: callback.monitor,
  // tfjs keeps it negative where less is better.
  min_delta: Math.abs(callback.minDelta),
  patience: callback.patience,
  mode: callback.mode,
  ...(callback.baseline !== undefined && { baseline: callback.baseline }),
});

/** `stopped_epoch` when it was this callback that stopped the training, else nothing. */
export const earlyStoppingMetrics = ({
  wait = 0,
  patience,
  stoppedEpoch,
}: EarlyStoppingState): Record<string, number> =>
  stoppedEpoch !== undefined && wait > 0 && wait >= patience ? { stopped_epoch: stoppedEpoch } : {};
