import type { TensorSpec } from '@millrace/spec';

export interface TensorShape {
  readonly name: string;
  /** numpy's name. */
  readonly dtype: string;
  /** `null`, a name or a negative size is a free dimension. */
  readonly shape: readonly (number | string | null)[];
}

const toSize = (size: number | string | null): number =>
  typeof size === 'number' && Number.isInteger(size) && size >= 0 ? size : -1;

/**
 * The tensors of one side of a signature. A single one goes unnamed, as MLflow does it, so that callers may pass the
 * bare nested array.
 */
export const tensorSchema = (tensors: readonly TensorShape[]): readonly TensorSpec[] =>
  tensors.map(({ name, dtype, shape }) => ({
    type: 'tensor',
    ...(tensors.length > 1 && { name }),
    dtype,
    shape: shape.map(toSize),
  }));
