import { MillraceError } from '@millrace/spec';
import type { RawInput } from './services.ts';

/** Where artifact bytes travel: GET reads (Range honoured), PUT writes, beside tRPC under the same prefix. */
export const BYTE_ROUTE = '/bytes';

type Target = RawInput<'artifacts.read'>['target'];

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** `/bytes/runs/<run>/<path>`, `/bytes/models/<logged model>/<path>`, `/bytes/versions/<model>/<version>/<path>` or `/bytes/at/<location>`. */
export const toBytePath = (target: Target): string => {
  if ('location' in target) return `${BYTE_ROUTE}/at/${encodePath(target.location)}`;
  return `${BYTE_ROUTE}/${ownerOf(target)}/${encodePath(target.path ?? '')}`;
};

const ownerOf = (target: Exclude<Target, { location: string }>): string => {
  if ('runId' in target) return `runs/${encodeURIComponent(target.runId)}`;
  if ('modelId' in target) return `models/${encodeURIComponent(target.modelId)}`;
  return `versions/${encodeURIComponent(target.modelName)}/${target.version}`;
};

const VERSION = /^[1-9]\d{0,15}$/;

/** The way back, from a URL's still encoded path. Each part is decoded once. Throws INVALID_PARAMETER_VALUE. */
export const fromBytePath = (encodedPath: string): Target => {
  const parts = encodedPath.slice(BYTE_ROUTE.length + 1).split('/');
  const decoded = parts.map((part) => {
    try {
      return decodeURIComponent(part);
    } catch (cause) {
      throw new MillraceError('INVALID_PARAMETER_VALUE', 'Invalid path: malformed percent-encoding', {
        cause,
      });
    }
  });
  const [kind, first, ...rest] = decoded;
  if (decoded.some((part) => part.includes('/'))) {
    throw new MillraceError('INVALID_PARAMETER_VALUE', 'Invalid path: an encoded separator is not allowed');
  }
  if (kind === 'runs' && first !== undefined) return { runId: first, path: rest.join('/') };
  if (kind === 'models' && first !== undefined) return { modelId: first, path: rest.join('/') };
  if (kind === 'versions' && first !== undefined && VERSION.test(rest[0] ?? '')) {
    return { modelName: first, version: Number(rest[0]), path: rest.slice(1).join('/') };
  }
  if (kind === 'at' && first !== undefined) return { location: [first, ...rest].join('/') };
  throw new MillraceError(
    'ENDPOINT_NOT_FOUND',
    'No such route: expected /bytes/runs/<run>/<path>, /bytes/models/<model>/<path>, ' +
      '/bytes/versions/<model>/<version>/<path> or /bytes/at/<location>',
  );
};
