import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The client's browser entry as one script that leaves `millrace` on the page. */
export const clientScript = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../../client/src/browser.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'millrace',
    platform: 'browser',
    target: 'es2024',
    conditions: ['millrace-source', 'browser'],
    // Evaluated from outside, a script's own `var` would not reach the page.
    footer: { js: 'globalThis.millrace = millrace;' },
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
};
