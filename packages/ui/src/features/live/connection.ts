import { useSyncExternalStore } from 'react';

/** How the live feed stands. `since` is when that began. */
export interface Connection {
  readonly state: 'connecting' | 'live' | 'reconnecting' | 'offline';
  readonly since: number;
}

/** A drop shorter than this is not worth a red word. */
const OFFLINE_AFTER_MS = 10_000;

let connection: Connection = { state: 'connecting', since: Date.now() };
let offlineTimer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

const set = (state: Connection['state'], since: number): void => {
  connection = { state, since };
  for (const listener of listeners) listener();
};

export const connected = (): void => {
  clearTimeout(offlineTimer);
  offlineTimer = undefined;
  if (connection.state !== 'live') set('live', Date.now());
};

export const disconnected = (): void => {
  if (offlineTimer !== undefined) return;
  const since = Date.now();
  set('reconnecting', since);
  offlineTimer = setTimeout(() => set('offline', since), OFFLINE_AFTER_MS);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => connection);
