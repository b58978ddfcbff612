import type { Awaitable } from '../json.ts';
import type { ArtifactWriter } from './artifacts.ts';
import type { AutologV1 } from './autolog.ts';
import type { FlavorV1 } from './flavor.ts';

/** Adds tags to every run that starts, as MLflow's run context providers do. */
export interface RunContextProvider {
  readonly id: string;
  /** Called once a run; a throw is reported and counts as no tags. */
  tags(): Awaitable<Readonly<Record<string, string>>>;
}

/** A plugin is what it lists: plain data from a factory. Nothing is registered by importing it. */
export interface PluginV1 {
  readonly specVersion: 'v1';
  /** The npm package's name. */
  readonly name: string;
  readonly flavors?: readonly FlavorV1[];
  readonly autologs?: readonly AutologV1[];
  /** By URI scheme, without the colon. */
  readonly artifactStores?: Readonly<Record<string, (uri: URL) => Awaitable<ArtifactWriter>>>;
  readonly runContexts?: readonly RunContextProvider[];
}

/** What users write in a plugin list: falsy and nested entries are fine. */
export type PluginList = PluginV1 | false | null | undefined | readonly PluginList[];
