import type { ArtifactContent } from '@millrace/spec';
import { contentDisposition } from './content-disposition.ts';
import { contentType } from './content-type.ts';
import type { HttpAnswer } from './exchange.ts';

/** Artifact bytes come from anyone: they are downloaded, not sniffed, and run nothing if a browser opens them after all. */
const HOSTILE_BYTES: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cache-control': 'no-cache',
  'accept-ranges': 'bytes',
};

/** Streams one artifact; 206 when a part was asked for. */
export const artifactAnswer = (
  content: ArtifactContent,
  request: { path: string; ranged: boolean },
): HttpAnswer => {
  const { size, start, end, body } = content;
  const fileName = request.path.slice(request.path.lastIndexOf('/') + 1);
  const headers = {
    ...HOSTILE_BYTES,
    'content-type': contentType(fileName),
    'content-disposition': contentDisposition(fileName),
    'content-length': String(end - start),
  };
  return request.ranged
    ? { status: 206, headers: { ...headers, 'content-range': `bytes ${start}-${end - 1}/${size}` }, body }
    : { status: 200, headers, body };
};
