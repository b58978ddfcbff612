import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** What a page downloads before its first run, gzipped. It was 29.1 kB when this was set, 6.6 of them semver; a tenth is room. */
const BUDGET_BYTES = 32_000;

const bundle = () =>
  build({
    entryPoints: [fileURLToPath(new URL('../src/browser.ts', import.meta.url))],
    bundle: true,
    splitting: true,
    write: false,
    minify: true,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    conditions: ['millrace-source', 'browser'],
    outdir: 'out',
    logLevel: 'silent',
  });

describe('the browser bundle', () => {
  it('uses nothing of Node and nothing of the server', async () => {
    // For this platform esbuild fails on any Node built-in it meets.
    const { metafile } = await bundle();
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.filter((path) => /packages\/(server|core|storage)\/|platform\/node\//.test(path))).toEqual(
      [],
    );
    const external = Object.values(metafile.outputs).flatMap(({ imports }) =>
      imports.filter((entry) => entry.external === true).map(({ path }) => path),
    );
    expect(external).toEqual([]);
  });

  it('stays small: what loads at once, without schemas, YAML and models', async () => {
    const { metafile, outputFiles } = await bundle();
    const entry = Object.entries(metafile.outputs).find(([, { entryPoint }]) =>
      entryPoint?.endsWith('browser.ts'),
    );
    expect(entry).toBeDefined();
    const loaded = new Set<string>();
    const load = (path: string): void => {
      if (loaded.has(path)) return;
      loaded.add(path);
      for (const { kind, path: imported } of metafile.outputs[path]?.imports ?? []) {
        if (kind === 'import-statement') load(imported);
      }
    };
    load(entry?.[0] ?? '');
    const inputs = [...loaded].flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? {}));
    expect(inputs.filter((path) => /node_modules\/(zod|yaml)\//.test(path))).toEqual([]);
    const size = outputFiles
      .filter((file) => [...loaded].some((path) => file.path.endsWith(path)))
      .reduce((sum, file) => sum + gzipSync(file.contents, { level: 9 }).byteLength, 0);
    expect(size).toBeGreaterThan(5000);
    expect(size).toBeLessThanOrEqual(BUDGET_BYTES);
  });
});
