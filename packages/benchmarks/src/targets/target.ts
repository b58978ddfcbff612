import type { Point } from '../load/points.ts';

/** A system under test, not running. */
export interface Target {
  /** `millrace`, `mlflow-1`, `raw-append`: the key of its column. */
  readonly id: string;
  readonly family: 'millrace' | 'mlflow' | 'raw';
  readonly title: string;
  /** The command line that serves on this port with all its data below the folder. */
  command(folder: string, port: number): TargetCommand;
  /** What else is known of one that runs. */
  attach(place: { folder: string; url: string }): TargetSurface;
  /** Milliseconds it may take to come to rest after its start; 0 when it has nothing to come to rest from. */
  readonly settleMs: number;
}

export interface TargetCommand {
  readonly line: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** How workloads talk to a running target beside the load itself. */
export interface TargetSurface {
  createRuns(count: number): Promise<readonly string[]>;
  createExperiment(): Promise<string>;
  /** What keeps an acknowledged write, in words. */
  durability(): Promise<string>;
  /** Points stored for these runs in all, counted by the target. */
  countPoints(runIds: readonly string[], keys: number): Promise<number>;
  /** `undefined` when the target cannot read (the raw limits). */
  readonly reader?: PointReader | undefined;
}

/** Reads back through MLflow's REST API. */
export interface PointReader {
  history(runId: string, key: string): Promise<readonly Point[]>;
  /** The latest point of each series of a run. */
  latest(runId: string): Promise<readonly Point[]>;
}
