import type { ArtifactWriter } from '@millrace/spec';

/** The same artifacts, and what has been written to them so far, in bytes; the last write of a path counts. */
export const countBytes = (artifacts: ArtifactWriter): { artifacts: ArtifactWriter; size: () => number } => {
  const sizes = new Map<string, number>();

  async function* counted(path: string, chunks: AsyncIterable<Uint8Array>) {
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.byteLength;
      yield chunk;
    }
    sizes.set(path, size);
  }

  return {
    size: () => sizes.values().reduce((sum, size) => sum + size, 0),
    artifacts: {
      read: async (path) => artifacts.read(path),
      list: () => artifacts.list(),
      write: async (path, data) => {
        if (!(data instanceof Uint8Array)) return artifacts.write(path, counted(path, data));
        await artifacts.write(path, data);
        sizes.set(path, data.byteLength);
      },
      ...(artifacts.localPath && { localPath: artifacts.localPath.bind(artifacts) }),
    },
  };
};
