import type { ArtifactReader } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { io } from '@tensorflow/tfjs';
import type { WeightGroup } from './model-json.ts';

/** Bytes of one value as stored, quantised types included. Text has no fixed size. */
const SIZES: ReadonlyMap<string, number> = new Map([
  ['float32', 4],
  ['int32', 4],
  ['bool', 1],
  ['complex64', 8],
  ['float16', 2],
  ['uint16', 2],
  ['uint8', 1],
]);

const sizeOf = ({ dtype, shape, quantization }: io.WeightsManifestEntry): number => {
  const size = SIZES.get(quantization?.dtype ?? dtype);
  return size === undefined ? Number.NaN : shape.reduce((count, length) => count * length, size);
};

const checkSize = (actual: number, weights: readonly io.WeightsManifestEntry[]): void => {
  const expected = weights.reduce((sum, weight) => sum + sizeOf(weight), 0);
  if (Number.isNaN(expected) || actual === expected) return;
  throw new MillraceError(
    'DATA_LOSS',
    `The model's weights have ${actual} bytes, expected ${expected}. ` +
      (actual < expected ? 'They were cut short' : 'They belong to another model') +
      '; save or download the model again.',
    { reason: actual < expected ? 'tfjs/weights-truncated' : 'tfjs/weights-mismatch' },
  );
};

/** The bytes of all groups, one after another, as many as their weights need. Throws DATA_LOSS. */
export const readWeights = async (
  artifacts: ArtifactReader,
  folder: string,
  groups: readonly WeightGroup[],
): Promise<ArrayBuffer> => {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (const { paths, weights } of groups) {
    const group = await Promise.all(paths.map(async (path) => artifacts.read(`${folder}/${path}`)));
    checkSize(
      group.reduce((sum, { byteLength }) => sum + byteLength, 0),
      weights,
    );
    parts.push(...group.map((bytes) => new Uint8Array(bytes)));
  }
  return new Blob(parts).arrayBuffer();
};
