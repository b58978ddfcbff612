import type { FlavorV1 } from '@millrace/spec';
import { createMemoryArtifacts } from '../artifacts/memory-artifacts.ts';
import type { ModelOptions } from './active-run.ts';

export interface WriteModelOptions extends ModelOptions {
  readonly runId: string;
  readonly flavors: readonly FlavorV1[];
}

/**
 * The files of a model, taken before this resolves: the model may change afterwards. In the order they must be stored;
 * the MLmodel file comes last, so that a folder with one is whole. `models` loads only when a model is logged.
 */
export const writeModel = async (
  model: unknown,
  { runId, flavors, name = 'model', inputExample }: WriteModelOptions,
): Promise<ReadonlyMap<string, Uint8Array>> => {
  const { saveModel } = await import('@millrace/models');
  const artifacts = createMemoryArtifacts();
  await saveModel(model, { artifacts, flavors, artifactPath: name, runId, inputExample });
  return artifacts.files;
};
