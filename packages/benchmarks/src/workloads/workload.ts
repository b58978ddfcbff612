import type { MemoryUse } from '../machine/memory-watch.ts';
import type { RawMode } from '../targets/raw-target.ts';
import type { Target } from '../targets/target.ts';

/** How long and how often; the same for every target. */
export interface Effort {
  readonly warmUpMs: number;
  readonly windowMs: number;
  readonly repeats: number;
  readonly coldStarts: number;
  /** How many runs searches are measured over, and how many where making them takes MLflow's time. */
  readonly runs: number;
  readonly peerRuns: number;
  /** How long the series of charts are, likewise. */
  readonly points: number;
  readonly peerPoints: number;
}

/** A number a workload yields, and what is hoped of it. */
export interface Figure {
  readonly id: string;
  readonly label: string;
  readonly unit: 'ms' | 'requests/s' | 'points/s' | 'runs/s' | 'x';
  readonly better: 'lower' | 'higher';
  /** What Millrace aims at. */
  readonly goal?: number | undefined;
  /** How many times better than MLflow it aims to be. */
  readonly goalRatio?: number | undefined;
}

/** Something that must hold, or the numbers beside it mean nothing. */
export interface Gate {
  readonly name: string;
  readonly holds: boolean;
  readonly detail: string;
}

/** One run of one workload against one target. */
export interface Measurement {
  /** By the id of the figure. */
  readonly figures: Readonly<Record<string, number>>;
  readonly durability: string;
  readonly gates: readonly Gate[];
  /** Why there are no figures: the target does not have what is measured. */
  readonly skipped?: string | undefined;
  readonly memory?: MemoryUse | undefined;
}

export interface Workload {
  readonly id: string;
  readonly name: string;
  /** Exactly what is done, in a sentence. */
  readonly definition: string;
  /** The first is the headline: by it, MLflow's better number of workers is chosen. */
  readonly figures: readonly [Figure, ...Figure[]];
  /** The limits it is held against, the most telling first. */
  readonly rawModes: readonly RawMode[];
  repeats(effort: Effort): number;
  measure(target: Target, effort: Effort): Promise<Measurement>;
}
