import { MillraceError } from '@millrace/spec';

/** A broken promise of a contract. */
const broken = (message: string, cause?: unknown): MillraceError =>
  new MillraceError('INVALID_STATE', message, { reason: 'testkit/broken', cause });

export const expectThat = (holds: boolean, message: string): void => {
  if (!holds) throw broken(message);
};

/** That `work` throws or rejects with a `MillraceError`; gives it back. */
export const expectCodedError = async (work: () => unknown, message: string): Promise<MillraceError> => {
  let outcome: unknown;
  try {
    outcome = await work();
  } catch (error) {
    if (MillraceError.is(error)) return error;
    throw broken(`${message}, but it threw an error without a code: ${String(error)}`, error);
  }
  throw broken(`${message}, but it gave a value of type ${typeof outcome}`);
};

/** That two JSON values have one shape, and numbers no further apart than the tolerance. */
export const expectClose = (actual: unknown, expected: unknown, tolerance: number): void => {
  if (typeof actual === 'number' && typeof expected === 'number') {
    const close = Object.is(actual, expected) || Math.abs(actual - expected) <= tolerance;
    expectThat(close, `A prediction is ${actual}, expected ${expected} within ${tolerance}`);
    return;
  }
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) {
    expectThat(actual === expected, `A prediction is ${String(actual)}, expected ${String(expected)}`);
    return;
  }
  const keys = Object.keys(expected);
  const same =
    Array.isArray(actual) === Array.isArray(expected) && Object.keys(actual).join() === keys.join();
  expectThat(same, `A prediction has the parts [${Object.keys(actual).join()}], expected [${keys.join()}]`);
  for (const key of keys) expectClose(Reflect.get(actual, key), Reflect.get(expected, key), tolerance);
};
