import { BYTE_ROUTE } from '@millrace/protocol';
import { MillraceError } from '@millrace/spec';
import type { Platform } from '../platform/platform.ts';
import type { Connection } from './connection.ts';
import { createRemoteServices } from './remote-services.ts';
import { basicAuthorization, type RequestSettings } from './request-settings.ts';

export interface RemoteConnectionOptions {
  readonly trackingUri: string;
  readonly settings: RequestSettings;
  readonly fetch: typeof fetch;
  readonly platform: Pick<Platform, 'streamsUploads' | 'EventSource' | 'isLeaving'>;
}

/** A user and password in the address go into the header, so that no message and no log repeats them. */
const parseAddress = (trackingUri: string): { uri: string; authorization: string | undefined } => {
  if (!URL.canParse(trackingUri)) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      'The tracking URI is no URL: expected http://host:port',
    );
  }
  const url = new URL(trackingUri);
  const authorization =
    url.username === ''
      ? undefined
      : basicAuthorization(decodeURIComponent(url.username), decodeURIComponent(url.password));
  return { uri: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, authorization };
};

export const connectRemote = (options: RemoteConnectionOptions): Connection => {
  const { settings, platform } = options;
  const { uri, authorization = settings.authorization } = parseAddress(options.trackingUri);

  /** Files and subscriptions take as long as they take. */
  const isUnbounded = (address: string): boolean =>
    address.startsWith(`${uri}${BYTE_ROUTE}/`) || address.startsWith(`${uri}/trpc/changes.watch`);

  const send: typeof fetch = (input, init = {}) => {
    const headers = new Headers(init.headers);
    if (authorization !== undefined) headers.set('authorization', authorization);
    const address = input instanceof Request ? input.url : String(input);
    const signals = [
      init.signal ?? [],
      isUnbounded(address) ? [] : AbortSignal.timeout(settings.timeoutMs),
    ].flat();
    return options.fetch(input, {
      ...init,
      headers,
      signal: AbortSignal.any(signals),
      ...(platform.isLeaving() && { keepalive: true }),
    });
  };
  const { streamsUploads, EventSource } = platform;
  return {
    services: createRemoteServices({ uri, fetch: send, streamsUploads, EventSource }),
    uri,
    close: async () => {},
  };
};
