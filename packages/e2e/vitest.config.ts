import { defineConfig } from 'vitest/config';

/** The root's project `e2e` extends this. Real processes on a small machine: one file at a time, and generous limits. */
export default defineConfig({
  resolve: { conditions: ['millrace-source'] },
  ssr: { resolve: { conditions: ['millrace-source', 'node'], externalConditions: ['node'] } },
  test: {
    include: [`${import.meta.dirname}/src/**/*.test.ts`],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 5 * 60_000,
  },
});
