import { tensorSchema } from '@millrace/plugin-kit';
import type { Signature, TensorSpec } from '@millrace/spec';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs';

/** numpy knows text as `str`; the other names are the same. */
const toNumpy = (dtype: string): string => (dtype === 'string' ? 'str' : dtype);

const schemaOf = (tensors: readonly SymbolicTensor[], names: readonly string[]): readonly TensorSpec[] =>
  tensorSchema(
    tensors.map(({ dtype, shape, name }, index) => ({
      name: names[index] ?? name,
      dtype: toNumpy(dtype),
      shape,
    })),
  );

/** From the model's own shapes. */
export const modelSignature = ({ inputs, inputNames, outputs, outputNames }: LayersModel): Signature => ({
  inputs: schemaOf(inputs, inputNames),
  outputs: schemaOf(outputs, outputNames),
  params: null,
});
