import type { AuditEntry, ModelStage, ModelVersion, RegisteredModel } from '@millrace/spec';

export interface RegisterOptions {
  /** The run that made it; known already for `runs:/…`. */
  readonly runId?: string | undefined;
  /** The logged model it was made from; known already for `models:/m-…`. */
  readonly modelId?: string | undefined;
  readonly runLink?: string | undefined;
  readonly description?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export interface RegistrySearchOptions {
  /** MLflow's grammar: `name LIKE 'cars%'`. */
  readonly filter?: string | undefined;
  /** `['name ASC']` */
  readonly orderBy?: readonly string[] | undefined;
  /** Default 1,000. */
  readonly maxResults?: number | undefined;
}

export interface TransitionOptions {
  /** Moves what stands in the stage to Archived. Default false. */
  readonly archiveExistingVersions?: boolean | undefined;
}

/** Registered models: names for what runs made, with versions, aliases and stages. */
export interface Registry {
  /**
   * A new version of the model, which is made when there is none. `source` is `runs:/<run>/<path>`, `models:/…`, or a
   * location below the run's artifact URI.
   */
  register(name: string, source: string, options?: RegisterOptions): Promise<ModelVersion>;
  get(name: string): Promise<RegisteredModel>;
  search(options?: RegistrySearchOptions): Promise<RegisteredModel[]>;
  /** Versions, tags and aliases go with it. */
  rename(name: string, newName: string): Promise<RegisteredModel>;
  describe(name: string, description: string): Promise<RegisteredModel>;
  setTag(name: string, key: string, value: string): Promise<void>;
  /** Its versions go with it, for good. */
  delete(name: string): Promise<void>;
  /** Every version, newest number first. */
  versions(name: string): Promise<ModelVersion[]>;
  getVersion(name: string, version: number): Promise<ModelVersion>;
  searchVersions(options?: RegistrySearchOptions): Promise<ModelVersion[]>;
  describeVersion(name: string, version: number, description: string): Promise<ModelVersion>;
  setVersionTag(name: string, version: number, tag: { key: string; value: string }): Promise<void>;
  deleteVersion(name: string, version: number): Promise<void>;
  transition(
    name: string,
    version: number,
    to: TransitionOptions & { readonly stage: ModelStage },
  ): Promise<ModelVersion>;
  copyVersion(name: string, version: number, to: string): Promise<ModelVersion>;
  setAlias(name: string, alias: string, version: number): Promise<void>;
  deleteAlias(name: string, alias: string): Promise<void>;
  /** `latest` is the newest version. */
  getByAlias(name: string, alias: string): Promise<ModelVersion>;
  /** Who changed what when, newest first; of all models without a name. Default the last 100. */
  audit(name?: string, maxResults?: number): Promise<AuditEntry[]>;
}
