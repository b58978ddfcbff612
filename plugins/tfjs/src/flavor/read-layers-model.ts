import type { ArtifactReader } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { io, LayersModel } from '@tensorflow/tfjs';
import type { TfjsLibrary } from '../tfjs-library.ts';
import { type ModelJson, parseModelJson } from './model-json.ts';
import { readWeights } from './read-weights.ts';
import type { TfjsEntry } from './tfjs-entry.ts';
import { MODEL_FILE } from './write-layers-model.ts';

const toParts = (json: ModelJson, weightData: ArrayBuffer): io.ModelArtifacts => {
  const weightSpecs = json.groups.flatMap(({ weights }) => weights);
  return {
    modelTopology: json.topology,
    format: 'layers-model',
    // Older versions stumble over weights that are none.
    ...(weightSpecs.length > 0 && { weightSpecs, weightData }),
    ...(json.userDefinedMetadata && { userDefinedMetadata: json.userDefinedMetadata }),
  };
};

/** DATA_LOSS for damaged files, INVALID_PARAMETER_VALUE for a topology that this tfjs cannot build. */
export const readLayersModel = async (
  tf: TfjsLibrary,
  artifacts: ArtifactReader,
  { data, tfjs_version: writtenBy }: TfjsEntry,
): Promise<LayersModel> => {
  const json = parseModelJson(new TextDecoder().decode(await artifacts.read(`${data}/${MODEL_FILE}`)));
  const parts = toParts(json, await readWeights(artifacts, data, json.groups));
  try {
    return await tf.loadLayersModel({ load: async () => parts });
  } catch (cause) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `TensorFlow.js ${tf.version.tfjs} could not build the model, which was written by ${writtenBy}: ` +
        `${cause instanceof Error ? cause.message : String(cause)}. ` +
        'A layer of your own must be registered with tf.serialization.registerClass before the model is loaded.',
      { reason: 'tfjs/not-loadable', cause },
    );
  }
};
