import type { TrainingPatch } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';

/** What the original functions gave and threw, in the order they settled: an outer call after those it made. */
export interface CallProbe {
  readonly results: unknown[];
  readonly errors: unknown[];
  remove(): void;
}

/** Puts itself below whatever is installed later, to see what the originals do. */
export const callProbe = (patches: readonly TrainingPatch[]): CallProbe => {
  const results: unknown[] = [];
  const errors: unknown[] = [];
  const restore = patches.map(({ on, method }) => {
    const own = Object.getOwnPropertyDescriptor(on, method);
    const original: unknown = Reflect.get(on, method);
    if (typeof original !== 'function') {
      throw new MillraceError(
        'INVALID_STATE',
        `The patch names ${method}, which is no method of its object.`,
      );
    }
    const probe = async function (this: unknown, ...args: unknown[]): Promise<unknown> {
      try {
        const result: unknown = await Reflect.apply(original, this, args);
        results.push(result);
        return result;
      } catch (error) {
        errors.push(error);
        throw error;
      }
    };
    Object.defineProperty(on, method, { value: probe, configurable: true, writable: true });
    return () => (own ? Object.defineProperty(on, method, own) : Reflect.deleteProperty(on, method));
  });
  return { results, errors, remove: () => restore.toReversed().forEach((put) => put()) };
};
