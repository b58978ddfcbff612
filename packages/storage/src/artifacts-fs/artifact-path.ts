import { MillraceError } from '@millrace/spec';

/** Where uploads grow until they are whole. Beside what it serves, so that a rename publishes them. */
export const STAGING = '.millrace-uploads';

const NAME_BYTES = 255;
const PATH_BYTES = 3_000;

/** What Windows opens as a device, whatever the folder. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

const isName = (name: string): boolean =>
  name !== '' &&
  name !== '.' &&
  name !== '..' &&
  Buffer.byteLength(name) <= NAME_BYTES &&
  !DEVICE.test(name) &&
  // An alternate stream of a file on NTFS.
  !name.includes(':$');

const isPath = (path: string): boolean =>
  path.isWellFormed() &&
  Buffer.byteLength(path) <= PATH_BYTES &&
  !/^[A-Za-z]:/.test(path) &&
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  !/[\u0000-\u001f\u007f\\]/.test(path) &&
  path.split('/').every(isName);

const refused = (): MillraceError =>
  new MillraceError(
    'INVALID_PARAMETER_VALUE',
    'Invalid path. Give a relative path such as `folder/file.txt`: no empty, `.` or `..` parts, no backslash, ' +
      `no control characters, names of at most ${NAME_BYTES} bytes.`,
    { reason: 'storage/artifact-path' },
  );

/** The names of a path that may be opened. Throws INVALID_PARAMETER_VALUE for every other. */
export const toNames = (path: string): string[] => {
  if (!isPath(path)) throw refused();
  const names = path.split('/');
  if (names[0] === STAGING) throw refused();
  return names;
};

export const isListed = (folder: string, name: string): boolean =>
  isPath(name) && !(folder === '' && name === STAGING);
