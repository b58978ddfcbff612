import { fromFetchRequest, type HttpAnswer, type HttpRequest, toFetchResponse } from '@millrace/mlflow-rest';
import type { Services } from '@millrace/protocol';
import { resolveConfig } from './config/resolve-config.ts';
import type { ServerConfig } from './config/server-config.ts';
import { createHandler } from './create-handler.ts';
import { openServices } from './open-services.ts';

export interface MillraceServer {
  /** The whole server as a function, for tests and other hosts. */
  fetch(request: Request): Promise<Response>;
  /** The same on plain requests: what `listen` calls, since it still sees the target as it was sent. */
  handle(request: HttpRequest): Promise<HttpAnswer>;
  readonly services: Services;
  close(): Promise<void>;
}

/** From a configuration to a handler: storage, services, then every way in. Throws INVALID_PARAMETER_VALUE. */
export const createServer = async (config: Partial<ServerConfig> = {}): Promise<MillraceServer> => {
  const resolved = resolveConfig(config);
  const { services, close } = await openServices(resolved);
  const handle = createHandler(services, resolved);
  return {
    services,
    handle,
    fetch: async (request) => toFetchResponse(await handle(fromFetchRequest(request))),
    close,
  };
};
