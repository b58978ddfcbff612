export type { TfjsAutologOptions } from './autolog/tfjs-autolog.ts';
export type { TfjsEntry } from './flavor/tfjs-entry.ts';
export type { TfjsFlavor } from './flavor/tfjs-flavor.ts';
export type { TrainingLogs } from './metrics-recorder.ts';
export { tfjs } from './tfjs.ts';
export type { TfjsOptions, TfjsPlugin } from './tfjs.ts';
export { tfjsCallback } from './tfjs-callback.ts';
export type { MetricsRun, TfjsCallback, TfjsCallbackOptions } from './tfjs-callback.ts';
export type { TfjsLibrary } from './tfjs-library.ts';
