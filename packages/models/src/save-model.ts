import type { ArtifactWriter, FlavorV1, JsonObject, JsonValue, Signature } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { MlModel } from './ml-model.ts';

export interface SaveModelOptions {
  /** The model's own folder: its root will hold the MLmodel file. Use `scopeArtifacts` for a subfolder. */
  readonly artifacts: ArtifactWriter;
  /** As `flavorsOf(plugins)` gives them. The first that accepts the model writes it. */
  readonly flavors: readonly FlavorV1[];
  /** Recorded as `artifact_path`: where the folder lies below the run's artifacts, or its URI. */
  readonly artifactPath?: string | undefined;
  readonly runId?: string | undefined;
  /** In place of the one the flavor found. */
  readonly signature?: Signature | undefined;
  /** Nested arrays for tensors, an object of them for several; written beside the model. */
  readonly inputExample?: JsonValue | undefined;
  /** The caller's own facts. */
  readonly metadata?: JsonObject | undefined;
}

export interface SavedModel {
  /** Id of the flavor that wrote it. */
  readonly flavor: string;
  readonly mlModel: MlModel;
}

/**
 * Writes a model and its MLmodel file. The MLmodel file comes last: a folder without one is no model, so that a write
 * that broke off is never loaded. INVALID_PARAMETER_VALUE when no flavor accepts the model.
 */
export const saveModel = async (model: unknown, options: SaveModelOptions): Promise<SavedModel> => {
  throw new MillraceError('NOT_IMPLEMENTED', `${typeof model} ${options.flavors.length}`);
};
