import { MillraceError } from '@millrace/spec';
import type { LayersModel } from '@tensorflow/tfjs';

/** A sequential model knows its inputs' names only once it is built; `countParams` is what makes it do so. */
export const ensureBuilt = (model: LayersModel): void => {
  try {
    model.countParams();
  } catch (cause) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `The model ${model.name} cannot be built. Add its layers before it is saved or asked.`,
      { reason: 'tfjs/not-built', cause },
    );
  }
};
