import type { Experiment, Metric, Run, ViewType } from '@millrace/spec';
import type { AutologOptions } from './autolog/autolog-installer.ts';
import type { Registry } from './registry/registry.ts';
import type { ActiveRun, EndStatus, RunOptions } from './runs/active-run.ts';

export interface SearchRunsOptions {
  /** Default: the experiment given to `init`. */
  readonly experimentIds?: readonly string[] | undefined;
  /** MLflow's grammar: `metrics.loss < 0.5 and params.lr = '0.01'`. */
  readonly filter?: string | undefined;
  /** `['metrics.loss ASC']` */
  readonly orderBy?: readonly string[] | undefined;
  /** Default 1,000. */
  readonly maxResults?: number | undefined;
  readonly viewType?: ViewType | undefined;
}

export type SearchExperimentsOptions = Omit<SearchRunsOptions, 'experimentIds'>;

export interface CreateExperimentOptions {
  readonly artifactLocation?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export interface Experiments {
  create(name: string, options?: CreateExperimentOptions): Promise<Experiment>;
  get(experimentId: string): Promise<Experiment>;
  getByName(name: string): Promise<Experiment>;
  search(options?: SearchExperimentsOptions): Promise<Experiment[]>;
}

/**
 * One tracking server or folder, and an experiment there. Reading rejects with a `MillraceError` that carries the
 * server's code. Nothing connects before it is needed.
 */
export interface Millrace extends AsyncDisposable {
  readonly trackingUri: string;
  readonly experiments: Experiments;
  readonly registry: Registry;
  /** Rejects when no run can be made: there would be nothing to log to. */
  startRun(options?: string | RunOptions): Promise<ActiveRun>;
  /** Runs `work` with a run active, and ends it: FINISHED, or FAILED when `work` throws, which is thrown on. */
  withRun<T>(options: string | RunOptions, work: (run: ActiveRun) => Promise<T> | T): Promise<T>;
  /** The run of the `withRun` around the call, else the one started last and still open. */
  activeRun(): ActiveRun | undefined;
  /** Ends the active run, if there is one. */
  endRun(status?: EndStatus): Promise<void>;
  getRun(runId: string): Promise<Run>;
  searchRuns(options?: SearchRunsOptions): Promise<Run[]>;
  /** Every point of one series, by timestamp, then step, then value. */
  getMetricHistory(runId: string, key: string): Promise<Metric[]>;
  /**
   * Watches a library's training calls with the plugin that knows it. With a run active they log into it, else each
   * makes its own. Returns what undoes it.
   */
  autolog(library: unknown, options?: AutologOptions): () => void;
  /** All runs: resolves once everything logged so far is stored, or given up on and reported. */
  flush(): Promise<void>;
  /** Ends open runs FINISHED and lets go of the server or folder. */
  close(): Promise<void>;
}
