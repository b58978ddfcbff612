import { MillraceError } from '@millrace/spec';

/** SQLite's own name of what went wrong (`SQLITE_BUSY_SNAPSHOT`); `undefined` for any other error. */
const sqliteCodeOf = (error: unknown): string | undefined =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('SQLITE_')
    ? error.code
    : undefined;

/** Another process holds the lock, or has committed since our snapshot: the same again may succeed. */
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(sqliteCodeOf(error) ?? '');

export const isIoError = (error: unknown): boolean =>
  /^SQLITE_(IOERR|CANTOPEN|NOMEM)/.test(sqliteCodeOf(error) ?? '');

export const isDamage = (error: unknown): boolean =>
  /^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCodeOf(error) ?? '');

export const unavailable = (reason: string, message: string, cause?: unknown): MillraceError =>
  new MillraceError('TEMPORARILY_UNAVAILABLE', message, { reason: `storage/${reason}`, cause });

/** What a caller is told. Its own errors and defects pass unchanged. */
export const toStorageError = (error: unknown): unknown => {
  const code = sqliteCodeOf(error);
  if (code === undefined) return error;
  if (isBusy(error)) {
    return unavailable('busy', 'The database is locked by another process. Try again.', error);
  }
  if (code === 'SQLITE_FULL') {
    return unavailable(
      'disk-full',
      'The disk of the database is full. Free some space and try again.',
      error,
    );
  }
  if (code.startsWith('SQLITE_READONLY')) {
    return unavailable(
      'read-only',
      'The database cannot be written to. Make it writable and try again.',
      error,
    );
  }
  if (isIoError(error)) {
    return unavailable(
      'io-error',
      'The disk of the database reported an error. Check it and try again.',
      error,
    );
  }
  if (isDamage(error)) {
    return new MillraceError('DATA_LOSS', 'The database is damaged. Restore it from a backup.', {
      reason: 'storage/damaged',
      cause: error,
    });
  }
  return error;
};
