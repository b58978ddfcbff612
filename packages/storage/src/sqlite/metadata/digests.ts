import type { MetadataStore } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';

const split = (path: string): { folder: string; name: string } => {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
};

export const createDigestTable = (session: Session): Pick<MetadataStore, 'findDigests' | 'putDigest'> => {
  const { connection } = session;
  return {
    findDigests(location) {
      const rows = connection
        .prepareArrays<[string, string]>('SELECT name, sha256 FROM digests WHERE folder = ?')
        .all(location);
      return new Map(rows.map(([name, sha256]) => [location === '' ? name : `${location}/${name}`, sha256]));
    },

    putDigest(path, sha256) {
      const { folder, name } = split(path);
      if (sha256 === undefined) {
        connection.prepare('DELETE FROM digests WHERE folder = ? AND name = ?').run(folder, name);
        return;
      }
      connection
        .prepare('INSERT OR REPLACE INTO digests (folder, name, sha256) VALUES (?, ?, ?)')
        .run(folder, name, sha256);
    },
  };
};
