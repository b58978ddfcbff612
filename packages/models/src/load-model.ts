import type { ArtifactReader, FlavorV1, Predictor } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { MlModel } from './ml-model.ts';

export interface LoadModelOptions<Model = unknown> {
  /** The model's own folder: its root holds the MLmodel file. */
  readonly artifacts: ArtifactReader;
  /** As `flavorsOf(plugins)` gives them. The first that the MLmodel file has an entry for reads it. */
  readonly flavors: readonly FlavorV1<Model>[];
}

export interface LoadedModel<Model = unknown> {
  /** Id of the flavor that read it. */
  readonly flavor: string;
  readonly model: Model;
  readonly mlModel: MlModel;
  /** NOT_IMPLEMENTED when the flavor makes no predictions. */
  predictor(): Promise<Predictor>;
}

/**
 * Reads a model with one of the flavors the caller passed. Nothing from the folder is run.
 * RESOURCE_DOES_NOT_EXIST without an MLmodel file, INVALID_PARAMETER_VALUE for a damaged one, and NOT_IMPLEMENTED when no
 * flavor fits: the message says which are missing.
 */
export const loadModel = async <Model = unknown>(
  options: LoadModelOptions<Model>,
): Promise<LoadedModel<Model>> => {
  throw new MillraceError('NOT_IMPLEMENTED', `${options.flavors.length}`);
};
