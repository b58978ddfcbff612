import type { ArtifactReader, FlavorV1, JsonObject, Predictor } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { ML_MODEL_FILE, type MlModel } from './ml-model.ts';
import { parseMlModel } from './parse-ml-model.ts';

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

const choose = <Model>(
  mlModel: MlModel,
  flavors: readonly FlavorV1<Model>[],
): [FlavorV1<Model>, JsonObject] => {
  const entries = new Map(Object.entries(mlModel.flavors));
  for (const flavor of flavors) {
    const entry = entries.get(flavor.id);
    if (entry) return [flavor, entry];
  }
  const known = flavors.map(({ id }) => id).join(', ') || 'none';
  throw new MillraceError(
    'NOT_IMPLEMENTED',
    `The model can be read as ${[...entries.keys()].join(' or ')}, and no plugin for that is at hand ` +
      `(flavors at hand: ${known}). Install the plugin that brings the flavor and add it to your plugins.`,
    { reason: 'models/plugin-missing' },
  );
};

const predictorOf = async <Model>(flavor: FlavorV1<Model>, model: Model): Promise<Predictor> => {
  if (flavor.predictor) return flavor.predictor(model);
  throw new MillraceError(
    'NOT_IMPLEMENTED',
    `The flavor ${flavor.id} loads models and makes no predictions. Call the loaded model itself.`,
    { reason: 'models/no-predictor' },
  );
};

/**
 * Reads a model with one of the flavors the caller passed. Nothing from the folder is run.
 * RESOURCE_DOES_NOT_EXIST without an MLmodel file, INVALID_PARAMETER_VALUE for a damaged one, and NOT_IMPLEMENTED when no
 * flavor fits: the message says which are missing.
 */
export const loadModel = async <Model = unknown>({
  artifacts,
  flavors,
}: LoadModelOptions<Model>): Promise<LoadedModel<Model>> => {
  const mlModel = parseMlModel(new TextDecoder().decode(await artifacts.read(ML_MODEL_FILE)));
  const [flavor, entry] = choose(mlModel, flavors);
  const model = await flavor.read(artifacts, flavor.parseEntry(entry));
  return { flavor: flavor.id, model, mlModel, predictor: async () => predictorOf(flavor, model) };
};
