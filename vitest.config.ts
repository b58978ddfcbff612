import { defineConfig } from 'vitest/config';

/** Tests run on sources: every workspace import resolves through the `millrace-source` condition. */
export default defineConfig({
  resolve: { conditions: ['millrace-source'] },
  ssr: { resolve: { conditions: ['millrace-source', 'node'], externalConditions: ['node'] } },
  test: {
    include: [
      'packages/*/{src,test}/**/*.test.ts',
      'plugins/*/{src,test}/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', 'packages/e2e/**'],
    testTimeout: 20_000,
  },
});
