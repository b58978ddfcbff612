import { chmodSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * A file beside the database that holds the database's random identity. It tells a database that was lost from one that
 * never was: SQLite alone would create an empty one in its place.
 */
const markerOf = (file: string): string => `${file}.id`;

export const readMarker = (file: string): string | undefined => {
  try {
    return readFileSync(markerOf(file), 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

export const writeMarker = (file: string, identity: string): void => {
  writeFileSync(markerOf(file), `${identity}\n`, { mode: 0o600, flush: true });
  chmodSync(markerOf(file), 0o600);
};
