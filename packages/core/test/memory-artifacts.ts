import { type ArtifactEntry, type ArtifactStore, MillraceError } from '@millrace/spec';

export const bytesOf = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString();
  return text;
};

export async function* toBody(...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');

export interface MemoryArtifacts extends ArtifactStore {
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
}

/** Files in a map. It checks nothing: what reaches it was let through by the services. */
export const createTestArtifacts = (): MemoryArtifacts => {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    files,
    capabilities: { durable: false, ranges: true },
    list: async (folder) => {
      const prefix = folder === '' ? '' : `${folder}/`;
      const entries = new Map<string, ArtifactEntry>();
      for (const [path, bytes] of files) {
        if (!path.startsWith(prefix)) continue;
        const [name = '', ...rest] = path.slice(prefix.length).split('/');
        entries.set(
          name,
          rest.length > 0
            ? { path: prefix + name, isDirectory: true }
            : { path: prefix + name, isDirectory: false, size: bytes.length },
        );
      }
      return [...entries.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
    },
    read: async (path, range) => {
      const bytes = files.get(path);
      if (bytes === undefined) throw new MillraceError('RESOURCE_DOES_NOT_EXIST', 'No such artifact');
      const { start = 0, end = bytes.length } = range ?? {};
      return {
        size: bytes.length,
        start,
        end,
        body: toBody(Buffer.from(bytes.slice(start, end)).toString()),
      };
    },
    write: async (path, body) => {
      const bytes = Uint8Array.from(Buffer.from(await bytesOf(body)));
      files.set(path, bytes);
      return { size: bytes.length, sha256: await sha256(bytes) };
    },
    remove: async (path) => {
      for (const known of Array.from(files.keys())) {
        if (known === path || known.startsWith(`${path}/`)) files.delete(known);
      }
    },
  };
};
