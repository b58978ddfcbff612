import type { ArtifactReader, ArtifactWriter, FlavorV1, Predictor, WrittenModel } from '@millrace/spec';
import type { LayersModel } from '@tensorflow/tfjs';
import type { TfjsLibrary } from '../tfjs-library.ts';
import { isLayersModel } from './is-layers-model.ts';
import { layersPredictor } from './layers-predictor.ts';
import { modelSignature } from './model-signature.ts';
import { readLayersModel } from './read-layers-model.ts';
import { parseTfjsEntry, type TfjsEntry } from './tfjs-entry.ts';
import { writeLayersModel } from './write-layers-model.ts';

/** Layers models, sequential and functional, in TensorFlow.js' own files. */
export type TfjsFlavor = FlavorV1<LayersModel, TfjsEntry>;

/** `load` is called when a model is read or predicts, and not before. */
export const tfjsFlavor = (load: () => Promise<TfjsLibrary>): TfjsFlavor => ({
  specVersion: 'v1',
  id: 'tfjs',
  capabilities: { predict: true, browser: true },
  accepts: isLayersModel,
  write: async (model: LayersModel, artifacts: ArtifactWriter): Promise<WrittenModel<TfjsEntry>> => ({
    entry: await writeLayersModel(model, artifacts),
    signature: modelSignature(model),
  }),
  parseEntry: parseTfjsEntry,
  read: async (artifacts: ArtifactReader, entry: TfjsEntry): Promise<LayersModel> =>
    readLayersModel(await load(), artifacts, entry),
  predictor: async (model: LayersModel): Promise<Predictor> => layersPredictor(await load(), model),
});
