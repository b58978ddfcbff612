import type { JsonValue } from '@millrace/spec';
import type { Tensor } from '@tensorflow/tfjs';
import { isLayersModel } from '../flavor/is-layers-model.ts';
import type { TfjsLibrary } from '../tfjs-library.ts';

/** As many as MLflow keeps. */
const ROWS = 5;

const firstRows = async (tf: TfjsLibrary, tensor: Tensor): Promise<JsonValue> => {
  const rows = tf.tidy(() => tensor.slice(0, Math.min(ROWS, tensor.shape[0] ?? 0)));
  try {
    return await rows.array();
  } finally {
    rows.dispose();
  }
};

/** The first rows of `x`, as the model's predictor takes them. Nothing when `x` is no tensor or already gone. */
export const inputExample = async (
  tf: TfjsLibrary,
  model: unknown,
  x: unknown,
): Promise<JsonValue | undefined> => {
  if (!isLayersModel(model)) return undefined;
  const names = model.inputNames;
  const isList = Array.isArray(x) || x instanceof tf.Tensor;
  const given = isList ? [x].flat() : names.map((name) => Reflect.get(Object(x), name));
  const tensors = given.filter((value) => value instanceof tf.Tensor && !value.isDisposed && value.rank > 0);
  if (tensors.length !== names.length) return undefined;
  const rows = await Promise.all(tensors.map(async (tensor) => firstRows(tf, tensor)));
  return names.length === 1
    ? rows[0]
    : Object.fromEntries(names.map((name, index) => [name, rows[index] ?? null]));
};
