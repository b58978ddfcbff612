import { MillraceError } from '@millrace/spec';

export const fileErrorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Nothing there, or nothing that we follow: a link, or a file where a folder was named. */
export const isAbsence = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'ELOOP', 'EMLINK'].includes(fileErrorCode(error) ?? '');

export const absent = (path: string): MillraceError =>
  new MillraceError('RESOURCE_DOES_NOT_EXIST', `No artifact '${path}' exists.`, {
    reason: 'storage/unknown-artifact',
  });

const STORAGE_FAILURES: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk of the artifacts is full. Free some space and try again.',
  EDQUOT: 'The disk of the artifacts is full. Free some space and try again.',
  EROFS: 'The artifacts cannot be written to. Make their folder writable and try again.',
  EACCES: 'The artifacts cannot be reached. Give the server access to their folder and try again.',
  EPERM: 'The artifacts cannot be reached. Give the server access to their folder and try again.',
  EIO: 'The disk of the artifacts reported an error. Check it and try again.',
  EMFILE: 'Too many files are open. Try again.',
  ENFILE: 'Too many files are open. Try again.',
};

/** What a caller is told; errors that are not of the file system pass unchanged. */
export const toArtifactError = (error: unknown, path: string): unknown => {
  const code = fileErrorCode(error);
  if (code === undefined || MillraceError.is(error)) return error;
  const failure = STORAGE_FAILURES[code];
  if (failure !== undefined) {
    return new MillraceError('TEMPORARILY_UNAVAILABLE', failure, {
      reason: `storage/${code.toLowerCase()}`,
      cause: error,
    });
  }
  return isAbsence(error) ? absent(path) : error;
};
