/** Projects of vitest.config.ts, in the order they run. */
export const TESTS: readonly string[] = ['unit', 'e2e'];

/** What takes too long for every change. */
export const NIGHTLY_TESTS: readonly string[] = ['nightly'];
