import { type ArtifactWriter, MillraceError } from '@millrace/spec';

/** The files of a model in memory, in the order they were written. */
export interface MemoryArtifacts extends ArtifactWriter {
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const collect = async (data: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of data) chunks.push(Uint8Array.from(chunk));
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
};

export const createMemoryArtifacts = (): MemoryArtifacts => {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    write: async (path, data) => {
      files.set(path, data instanceof Uint8Array ? Uint8Array.from(data) : await collect(data));
    },
    read: async (path) => {
      const file = files.get(path);
      if (file !== undefined) return file;
      throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `The model has no file '${path}'`);
    },
    async *list() {
      yield* files.keys();
    },
  };
};
