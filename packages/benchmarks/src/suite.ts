import { ratioOf, spreadOf } from './report/statistics.ts';
import { rawTarget } from './targets/raw-target.ts';
import type { Target } from './targets/target.ts';
import type { Effort, Measurement, Workload } from './workloads/workload.ts';

/** All runs of one workload against one target. */
export interface Series {
  readonly target: Pick<Target, 'id' | 'family' | 'title'>;
  readonly measurements: Measurement[];
}

export interface WorkloadResult {
  readonly workload: Workload;
  readonly series: readonly Series[];
}

export interface SuiteOptions {
  readonly workloads: readonly Workload[];
  /** Millrace, and MLflow with each number of workers. The raw limits come with the workload. */
  readonly targets: readonly Target[];
  readonly withRaw: boolean;
  readonly effort: Effort;
  report(line: string): void;
}

/** Runs each workload in rounds over its targets, every other round backwards, each target started afresh. */
export const runSuite = async (options: SuiteOptions): Promise<WorkloadResult[]> => {
  const results: WorkloadResult[] = [];
  for (const workload of options.workloads) results.push(await runWorkload(workload, options));
  return results;
};

const runWorkload = async (workload: Workload, options: SuiteOptions): Promise<WorkloadResult> => {
  const raw = options.withRaw ? workload.rawModes.map(rawTarget) : [];
  let targets: Target[] = [...options.targets, ...raw];
  const series = new Map<string, Series>(targets.map((target) => [target.id, { target, measurements: [] }]));
  const [headline] = workload.figures;
  for (let round = 0; round < workload.repeats(options.effort); round++) {
    for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
      const measurement = await workload.measure(target, options.effort);
      if (measurement.skipped !== undefined) {
        options.report(`${workload.id} ${workload.name}, ${target.title}, SKIPPED: ${measurement.skipped}`);
        continue;
      }
      series.get(target.id)?.measurements.push(measurement);
      const value = measurement.figures[headline.id] ?? Number.NaN;
      const failed = measurement.gates.filter((gate) => !gate.holds).map((gate) => `, FAILED: ${gate.name}`);
      options.report(
        `${workload.id} ${workload.name}, round ${round + 1}, ${target.title}: ` +
          `${headline.label} ${value.toPrecision(4)} ${headline.unit}${failed.join('')}`,
      );
    }
    if (round === 0) {
      const worse = worseOfMlflow(workload, [...series.values()]);
      targets = targets.filter((target) => !worse.includes(target.id));
      for (const id of worse) series.delete(id);
    }
  }
  return { workload, series: [...series.values()] };
};

/** MLflow is held at its best: after the first round, only the better number of workers goes on. */
const worseOfMlflow = (workload: Workload, series: readonly Series[]): string[] => {
  const [headline] = workload.figures;
  const value = ({ measurements }: Series): number =>
    spreadOf(measurements.map((one) => one.figures[headline.id] ?? Number.NaN)).median;
  const [best, ...worse] = series
    .filter((one) => one.target.family === 'mlflow')
    .sort((a, b) => ratioOf(value(b), value(a), headline.better) - 1);
  return best === undefined ? [] : worse.map((one) => one.target.id);
};
