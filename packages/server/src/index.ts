export { resolveConfig } from './config/resolve-config.ts';
export type { ResolvedConfig } from './config/resolve-config.ts';
export type { ServerConfig } from './config/server-config.ts';
export type { StoreLocation } from './config/store-location.ts';
export { createServer } from './create-server.ts';
export type { MillraceServer } from './create-server.ts';
