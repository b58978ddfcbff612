import { nestedShape } from '@millrace/plugin-kit';
import type { JsonObject, JsonValue, Predictor } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { LayersModel, SymbolicTensor, Tensor, TensorLike } from '@tensorflow/tfjs';
import type { TfjsLibrary } from '../tfjs-library.ts';
import { ensureBuilt } from './ensure-built.ts';

const shapeText = (shape: readonly (number | null)[]): string =>
  `[${shape.map((size) => size ?? '?').join(', ')}]`;

const refuse = (name: string, problem: string): MillraceError =>
  new MillraceError('INVALID_PARAMETER_VALUE', `The input ${name} ${problem}.`, {
    reason: 'tfjs/input',
  });

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const jsonTypeOf = (dtype: string): 'number' | 'boolean' | 'string' => {
  if (dtype === 'bool') return 'boolean';
  return dtype === 'string' ? 'string' : 'number';
};

const isNested = (value: JsonValue): value is TensorLike & JsonValue[] => Array.isArray(value);

const toTensor = (
  tf: TfjsLibrary,
  value: JsonValue | undefined,
  input: { spec: SymbolicTensor; name: string },
): Tensor => {
  const { spec, name } = input;
  const type = jsonTypeOf(spec.dtype);
  const expected = `expected the shape ${shapeText(spec.shape)}`;
  if (value === undefined) throw refuse(name, `is absent, ${expected}`);
  // tfjs looks at neither the sizes within nor the type of nested arrays.
  const shape = nestedShape(value, type);
  if (!shape || !isNested(value)) throw refuse(name, `is ragged or no nested arrays of ${type}, ${expected}`);
  const fits =
    spec.shape.length === shape.length &&
    spec.shape.every((size, axis) => size === null || size === shape[axis]);
  if (!fits) throw refuse(name, `has the shape ${shapeText(shape)}, ${expected}`);
  return tf.tensor(value, [...shape], spec.dtype);
};

/** A single input may come bare or under its name; several come as an object. */
const toTensors = (tf: TfjsLibrary, { inputs, inputNames }: LayersModel, given: JsonValue): Tensor[] => {
  const named = isObject(given) ? new Map(Object.entries(given)) : new Map([[inputNames[0], given]]);
  if (!isObject(given) && inputs.length > 1) {
    throw refuse(inputNames.join(', '), 'come as an object of nested arrays, one for each name');
  }
  return inputs.map((spec, index) => {
    const name = inputNames[index] ?? spec.name;
    return toTensor(tf, named.get(name), { spec, name });
  });
};

const toJson = async (outputs: readonly Tensor[], names: readonly string[]): Promise<JsonValue> => {
  const values = await Promise.all(outputs.map(async (output): Promise<JsonValue> => output.array()));
  const [only] = values;
  if (only !== undefined && values.length === 1) return only;
  return Object.fromEntries(values.map((value, index) => [names[index] ?? String(index), value]));
};

/** Holds nothing but the model: there is nothing to dispose of. */
export const layersPredictor = (tf: TfjsLibrary, model: LayersModel): Predictor => ({
  predict: async (inputs: JsonValue, options): Promise<JsonValue> => {
    if (options?.signal?.aborted) {
      throw new MillraceError('CANCELLED', 'The caller went away before the prediction began.', {
        reason: 'tfjs/aborted',
        cause: options.signal.reason,
      });
    }
    ensureBuilt(model);
    const outputs = tf.tidy(() => {
      const tensors = toTensors(tf, model, inputs);
      const [only] = tensors;
      const predicted = model.predict(only && tensors.length === 1 ? only : tensors);
      return Array.isArray(predicted) ? predicted : [predicted];
    });
    try {
      return await toJson(outputs, model.outputNames);
    } finally {
      tf.dispose(outputs);
    }
  },
});
