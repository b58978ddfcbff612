import { defineConfig } from 'vitest/config';

/** Real processes on a small machine: one file at a time, and generous limits. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ['millrace-source'] },
  ssr: { resolve: { conditions: ['millrace-source', 'node'], externalConditions: ['node'] } },
  test: {
    include: ['src/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 5 * 60_000,
  },
});
