import type { ArtifactWriter } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { io, LayersModel } from '@tensorflow/tfjs';
import { ensureBuilt } from './ensure-built.ts';
import type { TfjsEntry } from './tfjs-entry.ts';

export const MODEL_FILE = 'model.json';
const FOLDER = 'data';
/** Bytes. Few enough files for large models, and a piece small enough to send again. */
const SHARD_SIZE = 32 * 1024 * 1024;

/** The model's parts, copied: it may go on training afterwards. */
const takeParts = async (model: LayersModel): Promise<io.ModelArtifacts> => {
  const taken: io.ModelArtifacts[] = [];
  await model.save({
    save: async (parts) => {
      taken.push(parts);
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    },
  });
  const [parts] = taken;
  if (parts?.modelTopology !== undefined && parts.weightSpecs !== undefined) return parts;
  throw new MillraceError('INVALID_STATE', 'The model gave no topology or no weights to save.', {
    reason: 'tfjs/save',
  });
};

const toBytes = async (data: io.WeightData | undefined): Promise<Uint8Array> => {
  const buffers = data === undefined ? [] : Array.isArray(data) ? data : [data];
  const [only] = buffers;
  return new Uint8Array(only && buffers.length === 1 ? only : await new Blob(buffers).arrayBuffer());
};

const toShards = (bytes: Uint8Array): Map<string, Uint8Array> => {
  const count = Math.ceil(bytes.byteLength / SHARD_SIZE);
  return new Map(
    Array.from({ length: count }, (_, index) => [
      `group1-shard${index + 1}of${count}.bin`,
      bytes.subarray(index * SHARD_SIZE, (index + 1) * SHARD_SIZE),
    ]),
  );
};

const modelJson = (parts: io.ModelArtifacts, paths: readonly string[]): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      modelTopology: parts.modelTopology,
      format: parts.format,
      generatedBy: parts.generatedBy,
      convertedBy: parts.convertedBy ?? null,
      userDefinedMetadata: parts.userDefinedMetadata,
      weightsManifest: [{ paths, weights: parts.weightSpecs }],
    }),
  );

/**
 * Writes the files that `tf.loadLayersModel` and the tensorflowjs tools read: model.json beside its weights. The weights
 * come first, so that a model.json always has them.
 */
export const writeLayersModel = async (model: LayersModel, artifacts: ArtifactWriter): Promise<TfjsEntry> => {
  ensureBuilt(model);
  const parts = await takeParts(model);
  const shards = toShards(await toBytes(parts.weightData));
  for (const [path, bytes] of shards) await artifacts.write(`${FOLDER}/${path}`, bytes);
  await artifacts.write(`${FOLDER}/${MODEL_FILE}`, modelJson(parts, [...shards.keys()]));
  return {
    data: FOLDER,
    format: 'layers-model',
    model_class: model.getClassName(),
    tfjs_version: /v(\d\S*)$/.exec(parts.generatedBy ?? '')?.[1] ?? 'unknown',
  };
};
