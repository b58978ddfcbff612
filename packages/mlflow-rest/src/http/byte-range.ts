import type { ByteRange } from '@millrace/spec';

const FORM = /^bytes=(\d{1,15})-(\d{0,15})$/;

/**
 * One range from a Range header (RFC 9110, section 14). Anything else (suffixes, several ranges, other units) may be
 * ignored by the standard, and is: the answer is then the whole file.
 */
export const parseByteRange = (header: string | undefined): ByteRange | undefined => {
  const match = FORM.exec(header ?? '');
  if (match === null) return undefined;
  const start = Number(match[1]);
  if (match[2] === '') return { start };
  const last = Number(match[2]);
  return last < start ? undefined : { start, end: last + 1 };
};
