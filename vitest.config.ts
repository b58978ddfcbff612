import { defineConfig } from 'vitest/config';

const EXCLUDE = ['**/node_modules/**', '**/dist/**'];

/**
 * Tests run on sources: every workspace import resolves through the `millrace-source` condition.
 * `unit` is beside the source, `e2e` starts real processes and browsers, `faults` breaks what they stand on, `nightly` is
 * what takes long.
 */
export default defineConfig({
  resolve: { conditions: ['millrace-source'] },
  ssr: { resolve: { conditions: ['millrace-source', 'node'], externalConditions: ['node'] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          setupFiles: ['packages/config/property-tests.ts'],
          include: [
            'packages/*/{src,test}/**/*.test.{ts,tsx}',
            'plugins/*/{src,test}/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: [...EXCLUDE, 'packages/e2e/**'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['packages/e2e/src/**/*.test.ts'],
          exclude: [...EXCLUDE, 'packages/e2e/src/faults/**'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 5 * 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['packages/e2e/src/faults/*.test.ts'],
          exclude: EXCLUDE,
          fileParallelism: false,
          testTimeout: process.env['MILLRACE_FAULTS'] === 'thorough' ? 60 * 60_000 : 120_000,
          hookTimeout: 5 * 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'nightly',
          include: ['packages/*/src/**/*.nightly.ts', 'plugins/*/src/**/*.nightly.ts'],
          exclude: EXCLUDE,
          fileParallelism: false,
          testTimeout: 30 * 60_000,
        },
      },
    ],
  },
});
