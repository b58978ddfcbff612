import { invalid } from './invalid.ts';

/** Separators of other systems, alternate streams, fragments, control characters. */
const FORBIDDEN = /[\\#\p{Cc}]|::/u;

const DRIVE = /^[a-z]:/i;

/** Never a file on Windows, and hardly meant as one elsewhere. */
const DEVICE = /^(?:con|nul|prn)$/i;

/** What escapes could turn into, were a part decoded once more by whatever comes after. */
const DANGEROUS_DECODED = /[/\\\0]|^\.{1,2}$/;

const MAX_LENGTH = 4096;
const MAX_PART_LENGTH = 255;
const MAX_DECODINGS = 5;

const decodeOnce = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** `100%` and `x%step%10%.png` are names; `%2e%2e` and `..%252f` are attempts. */
const hidesDanger = (part: string): boolean => {
  let decoded = part;
  for (let count = 0; count < MAX_DECODINGS; count++) {
    const next = decodeOnce(decoded);
    if (next === decoded) return false;
    if (DANGEROUS_DECODED.test(next)) return true;
    decoded = next;
  }
  return true;
};

const isSafePart = (part: string): boolean =>
  part !== '' &&
  part !== '.' &&
  part !== '..' &&
  part.length <= MAX_PART_LENGTH &&
  !FORBIDDEN.test(part) &&
  !DRIVE.test(part) &&
  !DEVICE.test(part) &&
  !hidesDanger(part);

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
    'Invalid path: expected parts joined by "/", without "..", empty parts, backslashes, "#", drives or escapes',
    'invalid-path',
  );
};
