export type LifecycleStage = 'active' | 'deleted';

/** Which lifecycle stages a search looks at. */
export type ViewType = 'ACTIVE_ONLY' | 'DELETED_ONLY' | 'ALL';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** A named group of runs. Times are milliseconds since the Unix epoch. */
export interface Experiment {
  /** A decimal integer as text; `0` is the experiment `Default`, which always exists. */
  readonly experimentId: string;
  readonly name: string;
  /** Where its runs' artifacts go: `mlflow-artifacts:/…`, or a prefix the operator configured. */
  readonly artifactLocation: string;
  readonly lifecycleStage: LifecycleStage;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly tags: readonly Tag[];
}

/** How much goes on in an experiment. Deleted runs do not count. */
export interface ExperimentActivity {
  readonly experimentId: string;
  readonly runs: number;
  readonly running: number;
  /** When its newest run started; `null` with no runs. */
  readonly lastActive: number | null;
  /** Runs started in each of the periods asked for, oldest first. */
  readonly started: readonly number[];
}
