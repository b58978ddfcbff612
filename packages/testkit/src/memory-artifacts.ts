import type { ArtifactWriter } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';

const collect = async (data: Uint8Array | AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  if (data instanceof Uint8Array) return data.slice();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of data) parts.push(chunk.slice());
  return new Uint8Array(await new Blob(parts).arrayBuffer());
};

/** Artifacts in memory, with the files open to a test. */
export interface MemoryArtifacts extends ArtifactWriter {
  readonly files: Map<string, Uint8Array>;
}

/** What is written is copied: a caller that goes on using its buffer changes nothing here. */
export const memoryArtifacts = (files: Iterable<readonly [string, Uint8Array]> = []): MemoryArtifacts => {
  const stored = new Map(files);
  return {
    files: stored,
    read: async (path) => {
      const bytes = stored.get(path);
      if (bytes) return bytes.slice();
      throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `There is no artifact ${path}.`);
    },
    write: async (path, data) => {
      stored.set(path, await collect(data));
    },
    async *list() {
      yield* stored.keys();
    },
  };
};
