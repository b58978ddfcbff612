import { MillraceError } from '@millrace/spec';

/**
 * Refuses what Node lets through and a proxy before it may read otherwise: two Host lines, and a transfer encoding that
 * is not exactly `chunked`.
 */
export const checkFraming = (rawHeaders: readonly string[]): void => {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const { length } = rawHeaders[at] ?? '';
    if (length === 4) {
      if (rawHeaders[at]?.toLowerCase() === 'host' && ++hosts > 1) {
        throw new MillraceError('BAD_REQUEST', 'More than one Host header');
      }
    } else if (length === 17) {
      const isEncoding = rawHeaders[at]?.toLowerCase() === 'transfer-encoding';
      if (isEncoding && rawHeaders[at + 1]?.toLowerCase() !== 'chunked') {
        throw new MillraceError('NOT_IMPLEMENTED', "Unsupported Transfer-Encoding: only 'chunked' is taken");
      }
    }
  }
};
