import { defineConfig, type Options } from 'tsup';

type Preset = ReturnType<typeof defineConfig>;

/** The one build of every published package: ESM, declarations, one output per entry. */
export const library = (entry: Record<string, string>, options: Options = {}): Preset =>
  defineConfig({
    entry,
    format: 'esm',
    target: 'node22',
    platform: 'neutral',
    dts: true,
    clean: true,
    sourcemap: true,
    treeshake: true,
    tsconfig: 'tsconfig.json',
    ...options,
  });
