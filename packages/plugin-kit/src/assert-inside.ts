import { MillraceError } from '@millrace/spec';

/**
 * Checks a path that stands in a model's files: below its folder, parts joined by `/`, none of them empty, `.` or `..`.
 * Call it in `parseEntry` and for every path read from a file. Throws INVALID_PARAMETER_VALUE.
 */
export const assertInside = (path: unknown): string => {
  if (
    typeof path === 'string' &&
    !/[\\\0:]/.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  ) {
    return path;
  }
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `The model names the path ${JSON.stringify(path)}, expected one below its own folder such as "weights/part-1.bin".`,
    { reason: 'plugin-kit/path' },
  );
};
