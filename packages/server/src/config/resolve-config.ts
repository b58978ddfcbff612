import { MillraceError } from '@millrace/spec';
import { parseHost } from '../guard/parse-host.ts';
import type { ServerConfig } from './server-config.ts';
import { type StoreLocation, toFolder, toStoreLocation } from './store-location.ts';

/** A configuration that was checked: nothing in it needs a second look. */
export interface ResolvedConfig {
  readonly host: string;
  readonly port: number;
  readonly store: StoreLocation;
  /** Absent for a memory store: a folder of its own is made for it, and removed. */
  readonly artifactsFolder: string | undefined;
  readonly artifactRoot: string;
  readonly servesArtifacts: boolean;
  readonly staticPrefix: string;
  readonly allowedHosts: readonly string[];
  readonly corsAllowedOrigins: readonly string[];
  readonly uiDirectory: string | undefined;
  readonly onDefect: ((error: unknown) => void) | undefined;
}

const invalid = (message: string): MillraceError => new MillraceError('INVALID_PARAMETER_VALUE', message);

const checkPort = (port: number): number => {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw invalid(`Invalid port ${port}: expected a number from 0 (any free one) to 65535`);
};

/** `tracking/` and `/tracking` are the same prefix. */
const checkPrefix = (prefix: string): string => {
  const parts = prefix.split('/').filter((part) => part !== '');
  for (const part of parts) {
    if (!/^[\w.~-]+$/.test(part) || /^\.+$/.test(part)) {
      throw invalid(
        `Invalid static prefix '${prefix}': expected a path of letters, digits, '-', '.', '_', '~'`,
      );
    }
  }
  return parts.map((part) => `/${part}`).join('');
};

const checkAllowedHost = (pattern: string): string => {
  if (pattern === '*') return pattern;
  const isWild = pattern.startsWith('*.');
  const host = parseHost(isWild ? pattern.slice(2) : pattern);
  if (host === undefined || (isWild && host.isAddress)) {
    throw invalid(`Invalid allowed host '${pattern}': expected a name, an address, '*.example.com' or '*'`);
  }
  return isWild ? `*.${host.name}` : host.name;
};

const checkOrigin = (origin: string): string => {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const isOrigin = url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (url === undefined || !isOrigin || !/^https?:$/.test(url.protocol)) {
    throw invalid(
      `Invalid allowed origin '${origin}': expected scheme, host and port alone, as in https://notebooks.example.com; '*' is not taken, since any page could then write here`,
    );
  }
  return url.origin;
};

const artifactsFolderOf = (store: StoreLocation, destination: string | undefined): string | undefined => {
  if (destination !== undefined) {
    if (/^[a-z][a-z\d+.-]+:/i.test(destination) && !destination.startsWith('file:')) {
      throw invalid(`Unsupported artifacts destination '${destination.split(':')[0]}:': expected a folder`);
    }
    return toFolder(destination);
  }
  return store.kind === 'memory' ? undefined : store.artifacts;
};

/** Fills in the defaults and checks everything. Throws INVALID_PARAMETER_VALUE. */
export const resolveConfig = (config: Partial<ServerConfig>): ResolvedConfig => {
  const store = toStoreLocation(config.backendStoreUri ?? '');
  return {
    host: config.host ?? '127.0.0.1',
    port: checkPort(config.port ?? 5000),
    store,
    artifactsFolder: artifactsFolderOf(store, config.artifactsDestination),
    artifactRoot: config.defaultArtifactRoot ?? 'mlflow-artifacts:/',
    servesArtifacts: config.serveArtifacts ?? true,
    staticPrefix: checkPrefix(config.staticPrefix ?? ''),
    allowedHosts: (config.allowedHosts ?? []).map(checkAllowedHost),
    corsAllowedOrigins: (config.corsAllowedOrigins ?? []).map(checkOrigin),
    uiDirectory: config.uiDirectory,
    onDefect: config.onDefect === undefined ? undefined : (error) => config.onDefect?.(error),
  };
};
