import { assertInside } from '@millrace/plugin-kit';
import type { JsonObject, JsonValue } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { io } from '@tensorflow/tfjs';

/** A run of weights, and the files that hold their bytes one after another. */
export interface WeightGroup {
  readonly paths: readonly string[];
  readonly weights: readonly io.WeightsManifestEntry[];
}

type Metadata = NonNullable<io.ModelArtifacts['userDefinedMetadata']>;

export interface ModelJson {
  readonly topology: JsonObject;
  readonly groups: readonly WeightGroup[];
  readonly userDefinedMetadata?: Metadata;
}

const refuse = (problem: string, cause?: unknown): MillraceError =>
  new MillraceError(
    'DATA_LOSS',
    `The model's model.json ${problem}. It was cut short or is no layers model; save the model again.`,
    { reason: 'tfjs/model-json', cause },
  );

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMetadata = (value: JsonValue | undefined): value is JsonObject & Metadata =>
  isObject(value) && Object.values(value).every((part) => part !== null);

const isSizes = (value: JsonValue | undefined): boolean =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && Number(size) >= 0);

const isWeight = (value: JsonValue): value is JsonObject & io.WeightsManifestEntry =>
  isObject(value) &&
  typeof value['name'] === 'string' &&
  typeof value['dtype'] === 'string' &&
  isSizes(value['shape']);

const parseGroup = (value: JsonValue): WeightGroup => {
  if (!isObject(value)) throw refuse('holds a weight group that is no object');
  const { paths, weights } = value;
  if (!Array.isArray(paths) || !Array.isArray(weights) || !weights.every(isWeight)) {
    throw refuse('lacks the paths, names, types or shapes of its weights');
  }
  return { paths: paths.map(assertInside), weights };
};

/** Checks a model.json that came off a disk others write to. Throws DATA_LOSS, or INVALID_PARAMETER_VALUE for a path. */
export const parseModelJson = (text: string): ModelJson => {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refuse('is not JSON', cause);
  }
  if (!isObject(value)) throw refuse('is no object');
  const { modelTopology: topology, weightsManifest: manifest, userDefinedMetadata } = value;
  if (!isObject(topology) || !Array.isArray(manifest)) throw refuse('lacks modelTopology or weightsManifest');
  return {
    topology,
    groups: manifest.map(parseGroup),
    ...(isMetadata(userDefinedMetadata) && { userDefinedMetadata }),
  };
};
