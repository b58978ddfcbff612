/** The options of a training call, as the user wrote them. */
export type TrainingOptions = Readonly<Record<string, unknown>>;

export interface TrainingMethod {
  readonly name: 'fit' | 'fitDataset';
  readonly optionsIndex: number;
  /** Of tfjs' own, for the params that the user left out. */
  readonly defaults: TrainingOptions;
  /** Whether a call without options is one: tfjs refuses it otherwise, and must get to do so. */
  readonly optionsMayLack: boolean;
}

export const TRAINING_METHODS: readonly TrainingMethod[] = [
  {
    name: 'fit',
    optionsIndex: 2,
    defaults: { epochs: 1, batchSize: 32, shuffle: true },
    optionsMayLack: true,
  },
  { name: 'fitDataset', optionsIndex: 1, defaults: {}, optionsMayLack: false },
];

/** `undefined` when tfjs is about to refuse the call. */
export const optionsOf = (method: TrainingMethod, args: readonly unknown[]): TrainingOptions | undefined => {
  const given = args[method.optionsIndex];
  if (given === undefined) return method.optionsMayLack ? {} : undefined;
  return typeof given === 'object' && given !== null ? { ...given } : undefined;
};
