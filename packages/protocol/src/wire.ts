/**
 * JSON has no NaN and no infinities, metrics do. On tRPC's wire such a number is `{"$number":"NaN"}`; everything else
 * travels as it is. Values without one are returned unchanged, not copied.
 */
const MARK = '$number';

const replace = (value: unknown, leaf: (value: unknown) => unknown): unknown => {
  const replaced = leaf(value);
  if (replaced !== value || typeof value !== 'object' || value === null) return replaced;
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let index = 0; index < value.length; index++) {
      const item = replace(value[index], leaf);
      if (!Object.is(item, value[index])) (copy ??= value.slice())[index] = item;
    }
    return copy ?? value;
  }
  let copy: Record<string, unknown> | undefined;
  for (const [key, item] of Object.entries(value)) {
    const next = replace(item, leaf);
    if (!Object.is(next, item)) (copy ??= { ...value })[key] = next;
  }
  return copy ?? value;
};

const encode = (value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? { [MARK]: String(value) } : value;

const decode = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !(MARK in value)) return value;
  const text = value[MARK];
  return text === 'NaN' || text === 'Infinity' || text === '-Infinity' ? Number(text) : value;
};

/** tRPC's data transformer, for both ends. */
export const wire = {
  serialize: (value: unknown): unknown => replace(value, encode),
  deserialize: (value: unknown): unknown => replace(value, decode),
};
