/** Projects of vitest.config.ts, in the order they run. */
export const TESTS: readonly string[] = ['unit', 'e2e', 'faults'];

/** What takes too long for every change. */
export const NIGHTLY_TESTS: readonly string[] = ['nightly'];

/** Broken disks, networks and processes, often enough to meet what is rare. */
export const FAULT_TESTS: readonly string[] = ['faults'];
