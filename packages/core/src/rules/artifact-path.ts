import { invalid } from './invalid.ts';

/** What no part of a path may hold: separators of other systems, drives and streams, control characters, fragments. */
const FORBIDDEN = /[\\:#?\p{Cc}]/u;

/** An escape that an edge left undecoded could become a separator, a dot or a control character further on. */
const LEFT_ENCODED = /%(?:25|2e|2f|5c|3a|23|3f|00|[01][0-9a-f]|7f)/i;

/** Names that are devices on Windows, whatever the extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?$/i;

const MAX_LENGTH = 4096;
const MAX_PART_LENGTH = 255;

const isSafePart = (part: string): boolean =>
  part !== '' &&
  part !== '.' &&
  part !== '..' &&
  part.length <= MAX_PART_LENGTH &&
  !FORBIDDEN.test(part) &&
  !LEFT_ENCODED.test(part) &&
  !DEVICE.test(part);

/** Whether this is a relative path of artifacts in its one canonical form, without a final slash. */
export const isArtifactPath = (path: string): boolean =>
  path.length <= MAX_LENGTH && path.isWellFormed() && path.split('/').every(isSafePart);

/**
 * Checks a relative path, already decoded once by the edge; `''` is the root. Answers it without a final slash. Throws
 * INVALID_PARAMETER_VALUE `Invalid path`, which says nothing of what lies on the disk.
 */
export const checkArtifactPath = (path: string): string => {
  if (path === '') return '';
  const trimmed = path.endsWith('/') ? path.slice(0, -1) : path;
  if (isArtifactPath(trimmed)) return trimmed;
  throw invalid(
    'Invalid path: expected parts joined by "/", without "..", empty parts, backslashes, colons or escapes',
    'invalid-path',
  );
};
