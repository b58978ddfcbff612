import { createMillrace } from './create-millrace.ts';
import type { InitOptions } from './init-options.ts';
import type { Millrace } from './millrace.ts';
import { nodePlatform } from './platform/node/node-platform.ts';
import type { Connection } from './transport/connection.ts';
import { openConnection } from './transport/open-connection.ts';
import { readRequestSettings } from './transport/request-settings.ts';
import { createRetryingServices } from './transport/retrying-services.ts';

/** A client, at once: it connects when it is first used. With nothing set, runs go to `./mlruns`, in this process. */
export const init = (options: InitOptions = {}): Millrace => createMillrace(options, nodePlatform);

/**
 * The operations of a server or folder, for tools: checked input, retries, idempotency keys for creates. `uri` is where
 * it leads. Close it when done.
 */
export const connect = async (
  options: Pick<InitOptions, 'trackingUri' | 'fetch'> = {},
): Promise<Connection> => {
  const settings = readRequestSettings(nodePlatform.env);
  const connection = await openConnection({
    trackingUri:
      options.trackingUri ?? nodePlatform.env('MLFLOW_TRACKING_URI') ?? nodePlatform.defaultTrackingUri(),
    settings,
    fetch: options.fetch,
    platform: nodePlatform,
  });
  return { ...connection, services: createRetryingServices(connection.services, settings.retry) };
};

export type { ImageTarget } from './artifacts/image-path.ts';
export type { TableData } from './artifacts/table.ts';
export type { AutologOptions } from './autolog/autolog-installer.ts';
export type { InitOptions, Problem, QueueLimits } from './init-options.ts';
export type {
  CreateExperimentOptions,
  Experiments,
  Millrace,
  SearchExperimentsOptions,
  SearchRunsOptions,
} from './millrace.ts';
export type {
  RegisterOptions,
  Registry,
  RegistrySearchOptions,
  TransitionOptions,
} from './registry/registry.ts';
export type {
  ActiveRun,
  ArtifactOptions,
  EndStatus,
  InputOptions,
  MetricOptions,
  ModelOptions,
  ParamValue,
  RunOptions,
} from './runs/active-run.ts';
export type { RunDataset } from './runs/to-dataset.ts';
export type { ByteInput } from './transport/byte-source.ts';
export type { Connection } from './transport/connection.ts';
