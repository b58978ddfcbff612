import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MillraceError } from '@millrace/spec';

/** Where runs are kept, and where artifacts go unless told otherwise. */
export type StoreLocation =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly file: string; readonly artifacts: string };

const DATABASE = 'millrace.db';

const DEFAULT_FOLDER = 'mlruns';

const SCHEME = /^([a-z][a-z\d+.-]+):/i;

const unsupported = (uri: string): MillraceError =>
  new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `Unsupported backend store URI of scheme '${SCHEME.exec(uri)?.[1]}': expected sqlite:///FILE (relative), sqlite:////FILE (absolute), memory:, or a folder`,
  );

const inFolder = (folder: string): StoreLocation => ({
  kind: 'sqlite',
  file: join(folder, DATABASE),
  artifacts: folder,
});

/** A folder named by a path or a `file:` URL, absolute. */
export const toFolder = (place: string): string =>
  place.startsWith('file:') ? fileURLToPath(place) : resolve(place);

/** Reads a backend store URI as SQLAlchemy writes them: three slashes and a relative path, four and an absolute one. */
export const toStoreLocation = (uri: string): StoreLocation => {
  if (uri === 'memory:') return { kind: 'memory' };
  if (uri.startsWith('sqlite:')) {
    const file = /^sqlite:\/\/\/(.+)$/.exec(uri)?.[1];
    if (file === undefined) throw unsupported(uri);
    return { kind: 'sqlite', file: resolve(file), artifacts: resolve(DEFAULT_FOLDER) };
  }
  if (SCHEME.test(uri) && !uri.startsWith('file:')) throw unsupported(uri);
  return inFolder(toFolder(uri === '' ? DEFAULT_FOLDER : uri));
};
