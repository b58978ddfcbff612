import { MillraceError } from '@millrace/spec';
import type { Platform } from '../platform/platform.ts';
import { connectRemote } from './connect-remote.ts';
import type { Connection } from './connection.ts';
import type { RequestSettings } from './request-settings.ts';

export interface OpenConnectionOptions {
  readonly trackingUri: string;
  readonly settings: RequestSettings;
  readonly fetch: typeof fetch | undefined;
  readonly platform: Platform;
}

/** `C:\runs` is a path, not the scheme `c`. */
const schemeOf = (uri: string): string | undefined => /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();

/** A server for http and https, a folder for `file:` and paths. Throws INVALID_PARAMETER_VALUE for anything else. */
export const openConnection = async (options: OpenConnectionOptions): Promise<Connection> => {
  const { trackingUri, settings, platform } = options;
  const scheme = schemeOf(trackingUri);
  if (scheme === 'http' || scheme === 'https') {
    const send: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    return connectRemote({ trackingUri, settings, fetch: send, platform });
  }
  if (platform.openLocal === undefined) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `Tracking URI '${trackingUri}': a page can only track to a server, give http:// or https://`,
    );
  }
  if (scheme === undefined || scheme === 'file') return platform.openLocal(trackingUri);
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `Tracking URI with scheme '${scheme}': expected http://host:port, or a folder as a path or file: URI`,
  );
};
