/** A value that holds for a call and for what the call starts. */
export interface AsyncContext<T> {
  get(): T | undefined;
  run<R>(value: T, work: () => R): R;
}

/** Holds for the synchronous part of a call only: all that a browser offers. */
export const createSyncContext = <T>(): AsyncContext<T> => {
  let current: T | undefined;
  return {
    get: () => current,
    run: (value, work) => {
      const before = current;
      current = value;
      try {
        return work();
      } finally {
        current = before;
      }
    },
  };
};
