import type { JsonValue } from '@millrace/spec';

/**
 * The shape of a tensor that came as nested arrays: `[[1, 2], [3, 4]]` is `[2, 2]`, a bare value `[]`.
 * `undefined` when it is ragged, or has a value of another type: libraries make silent NaNs of both.
 */
export const nestedShape = (
  value: JsonValue | undefined,
  type: 'number' | 'boolean' | 'string',
): readonly number[] | undefined => {
  if (!Array.isArray(value)) return typeof value === type ? [] : undefined;
  const [first, ...others] = value.map((part) => nestedShape(part, type));
  if (value.length === 0) return [0];
  const isSame = (shape: readonly number[] | undefined) => shape?.join() === first?.join();
  return first && others.every(isSame) ? [value.length, ...first] : undefined;
};
