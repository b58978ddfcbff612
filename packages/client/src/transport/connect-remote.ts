import { BYTE_ROUTE } from '@millrace/protocol';
import { MillraceError } from '@millrace/spec';
import type { Platform } from '../platform/platform.ts';
import type { Connection } from './connection.ts';
import { createRemoteServices } from './remote-services.ts';
import type { RequestSettings } from './request-settings.ts';

export interface RemoteConnectionOptions {
  readonly trackingUri: string;
  readonly settings: RequestSettings;
  readonly fetch: typeof fetch;
  readonly platform: Pick<Platform, 'streamsUploads' | 'EventSource'>;
}

/** A user and password in the address go into the header, so that no message and no log repeats them. */
const parseAddress = (trackingUri: string): { uri: string; authorization: string | undefined } => {
  if (!URL.canParse(trackingUri)) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `'${trackingUri}' is no URL: expected http://host:port`,
    );
  }
  const url = new URL(trackingUri);
  const authorization =
    url.username === ''
      ? undefined
      : `Basic ${btoa(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`)}`;
  return { uri: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, authorization };
};

export const connectRemote = (options: RemoteConnectionOptions): Connection => {
  const { settings, platform } = options;
  const { uri, authorization = settings.authorization } = parseAddress(options.trackingUri);
  const send: typeof fetch = (input, init = {}) => {
    const headers = new Headers(init.headers);
    if (authorization !== undefined) headers.set('authorization', authorization);
    const address = String(input instanceof Request ? input.url : input);
    const isLong = address.startsWith(`${uri}${BYTE_ROUTE}/`) || address.includes('/changes.watch');
    const signals = [init.signal, isLong ? undefined : AbortSignal.timeout(settings.timeoutMs)];
    const present = signals.filter((signal) => signal instanceof AbortSignal);
    return options.fetch(input, {
      ...init,
      headers,
      signal: present.length > 0 ? AbortSignal.any(present) : null,
    });
  };
  const services = createRemoteServices({ uri, fetch: send, ...pick(platform) });
  return { services, uri, close: async () => {} };
};

const pick = ({ streamsUploads, EventSource }: RemoteConnectionOptions['platform']) => ({
  streamsUploads,
  EventSource,
});
