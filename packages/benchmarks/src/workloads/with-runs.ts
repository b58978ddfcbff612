import { runJourneys } from '../load/run-load.ts';
import type { JourneyPlan, JourneyResult } from '../load/journey-plan.ts';
import { untilIdle } from '../machine/until-idle.ts';
import { type RunningTarget, startTarget } from '../targets/start-target.ts';
import type { Target } from '../targets/target.ts';
import type { Effort, Gate } from './workload.ts';

const LIMIT_MS = 600_000;
const REST_MS = 15_000;
const WRITERS = 16;
/** More of them, and MLflow answers 5xx for a locked database where the disk is slow. */
const PEER_WRITERS = 4;

/** A target that holds the runs of `run-data`, in one experiment, and has come to rest. */
export interface SeededTarget {
  readonly running: RunningTarget;
  readonly experimentId: string;
  readonly runs: number;
  readonly gates: readonly Gate[];
  /** Drives journeys against it, for the effort's window. */
  drive(plan: Pick<JourneyPlan, 'connections' | 'journey' | 'timed'>): Promise<JourneyResult>;
}

/** How many runs: MLflow takes half a minute for a thousand, and is the better for having fewer. */
export const runsFor = (target: Target, effort: Effort): number =>
  target.family === 'mlflow' ? effort.peerRuns : effort.runs;

export const noErrors = ({ errors, firstError }: JourneyResult, what: string): Gate => ({
  name: `no errors, ${what}`,
  holds: errors === 0,
  detail: firstError,
});

/** Starts the target afresh, makes the runs over the API, and stops it after the work. */
export const withRuns = async <Value>(
  { target, effort, runs }: { target: Target; effort: Effort; runs: number },
  work: (seeded: SeededTarget) => Promise<Value>,
): Promise<Value> => {
  const running = await startTarget(target);
  try {
    const experimentId = await running.createExperiment();
    const place = { host: '127.0.0.1', port: running.port };
    const made = await runJourneys({
      ...place,
      connections: target.family === 'mlflow' ? PEER_WRITERS : WRITERS,
      journey: { kind: 'lifecycle', experimentId },
      timed: 'journey',
      warmUpMs: 0,
      windowMs: LIMIT_MS,
      maxJourneys: runs,
    });
    await untilIdle(running.pid, REST_MS);
    return await work({
      running,
      experimentId,
      runs,
      gates: [
        noErrors(made, 'making runs'),
        { name: 'runs made', holds: made.journeys === runs, detail: `${made.journeys} of ${runs}` },
      ],
      drive: (plan) =>
        runJourneys({
          ...place,
          ...plan,
          warmUpMs: effort.warmUpMs,
          windowMs: effort.windowMs,
          maxJourneys: Number.MAX_SAFE_INTEGER,
        }),
    });
  } finally {
    await running.stop();
  }
};
