import { importLibrary } from '@millrace/plugin-kit';
import type { AutologV1, PluginV1 } from '@millrace/spec';
import { tfjsAutolog, type TfjsAutologOptions } from './autolog/tfjs-autolog.ts';
import { tfjsFlavor, type TfjsFlavor } from './flavor/tfjs-flavor.ts';
import type { TfjsLibrary } from './tfjs-library.ts';

export interface TfjsOptions extends TfjsAutologOptions {
  /**
   * What loads models: your module, with the backend you chose, or a function that imports it.
   * Default: imports `@tensorflow/tfjs` when the first model is loaded.
   */
  readonly library?: TfjsLibrary | (() => Promise<TfjsLibrary>) | undefined;
}

export interface TfjsPlugin extends PluginV1 {
  readonly flavors: readonly [TfjsFlavor];
  readonly autologs: readonly [AutologV1<TfjsLibrary>];
}

const loaderOf = (library: TfjsOptions['library']): (() => Promise<TfjsLibrary>) => {
  if (typeof library === 'function') return library;
  if (library) return async () => library;
  return async () => importLibrary('@tensorflow/tfjs', async () => import('@tensorflow/tfjs'));
};

/** TensorFlow.js for Millrace: `init({ plugins: [tfjs()] })`. */
export const tfjs = (options: TfjsOptions = {}): TfjsPlugin => ({
  specVersion: 'v1',
  name: '@millrace/tfjs',
  flavors: [tfjsFlavor(loaderOf(options.library))],
  autologs: [tfjsAutolog(options)],
});
