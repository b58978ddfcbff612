import { createMillrace } from './create-millrace.ts';
import type { InitOptions } from './init-options.ts';
import type { Millrace } from './millrace.ts';
import { browserPlatform } from './platform/browser-platform.ts';

/** A client for pages and workers, at once: it connects when it is first used. */
export const init = (options: InitOptions = {}): Millrace => createMillrace(options, browserPlatform);

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
