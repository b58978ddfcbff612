import type { LayersModel } from '@tensorflow/tfjs';

const METHODS = ['predict', 'fit', 'getWeights', 'save', 'summary', 'getClassName'] as const;

/**
 * Told by its members, not by its class: the plugin need not have loaded the library, and two copies of it may be about.
 */
export const isLayersModel = (value: unknown): value is LayersModel => {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return (
      METHODS.every((method) => typeof Reflect.get(value, method) === 'function') &&
      Array.isArray(Reflect.get(value, 'layers'))
    );
  } catch {
    // A getter or proxy that throws is no model.
    return false;
  }
};
