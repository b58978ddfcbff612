import type { Param } from '@millrace/spec';
import { invalid, shown } from './invalid.ts';

/** The params that are new. One that is stored must have the same value: params are written once. */
export const selectNewParams = (
  stored: readonly Param[],
  params: readonly Param[],
  owner: string,
): readonly Param[] => {
  if (stored.length === 0) return params;
  const values = new Map(stored.map((param) => [param.key, param.value]));
  const changed = params.find((param) => values.has(param.key) && values.get(param.key) !== param.value);
  if (changed !== undefined) {
    throw invalid(
      `Changing param values is not allowed. Param with key='${changed.key}' was already logged with ` +
        `value=${shown(values.get(changed.key) ?? '')} for ${owner}. Attempted logging new value ${shown(changed.value)}.`,
      'param-changed',
    );
  }
  return params.filter((param) => !values.has(param.key));
};
