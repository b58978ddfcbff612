import type { Tag } from './experiment.ts';
import type { ModelVersion } from './model-version.ts';

/** A name that stands for one version of its model until it is pointed elsewhere. */
export interface ModelAlias {
  readonly alias: string;
  readonly version: number;
}

/** A named line of model versions. Times are milliseconds since the Unix epoch. */
export interface RegisteredModel {
  /** Unique, and what every request names it by; a rename keeps all the rest. */
  readonly name: string;
  readonly description: string | null;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly tags: readonly Tag[];
  /** By alias. */
  readonly aliases: readonly ModelAlias[];
  /** The highest version of each stage that has one, by version. */
  readonly latestVersions: readonly ModelVersion[];
}
