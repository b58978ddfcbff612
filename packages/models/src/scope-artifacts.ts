import type { ArtifactWriter } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';

const check = (path: string): string => {
  const parts = path.split('/');
  if (path.includes('\\') || path.includes('\0') || parts.some((part) => ['', '.', '..'].includes(part))) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `The path ${JSON.stringify(path)} is not below its folder. Expected parts joined by "/", none of them empty, "." or "..".`,
      { reason: 'models/path' },
    );
  }
  return path;
};

/** One folder of an artifact tree as a tree of its own. Paths that would leave it are INVALID_PARAMETER_VALUE. */
export const scopeArtifacts = (artifacts: ArtifactWriter, folder: string): ArtifactWriter => {
  const prefix = `${check(folder)}/`;
  const local = artifacts.localPath?.bind(artifacts);
  return {
    read: async (path) => artifacts.read(prefix + check(path)),
    write: async (path, data) => artifacts.write(prefix + check(path), data),
    async *list() {
      for await (const path of artifacts.list()) {
        if (path.startsWith(prefix)) yield path.slice(prefix.length);
      }
    },
    ...(local && { localPath: async () => `${await local()}/${folder}` }),
  };
};
