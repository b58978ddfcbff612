import { MillraceError } from '@millrace/spec';
import type { JourneyPlan, JourneyResult } from '../load/journey-plan.ts';
import { runJourneys } from '../load/run-load.ts';
import { untilIdle } from '../machine/until-idle.ts';
import { type RunningTarget, startTarget } from '../targets/start-target.ts';
import type { Target } from '../targets/target.ts';

const BATCH = 1_000;
const WRITERS = 8;
const REST_MS = 30_000;
const FIRST_TIME = 1_732_000_000_000;
const PRIME = 100_003;

export const KEY = 'loss';

const batchFrom = (runId: string, first: number, points: number): object => ({
  run_id: runId,
  metrics: Array.from({ length: Math.min(BATCH, points - first) }, (_, index) => ({
    key: KEY,
    value: (((first + index) * 7_919) % PRIME) / PRIME,
    timestamp: FIRST_TIME + first + index,
    step: first + index,
  })),
});

const logSeries = async (port: number, runId: string, points: number): Promise<void> => {
  for (let first = 0; first < points; first += BATCH) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/2.0/mlflow/runs/log-batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(batchFrom(runId, first, points)),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new MillraceError('INTERNAL_ERROR', `log-batch answered ${answer.status}: ${text.slice(0, 500)}`);
    }
  }
};

export interface SeriesTarget {
  readonly running: RunningTarget;
  readonly runIds: readonly string[];
  drive(
    plan: Pick<JourneyPlan, 'journey' | 'timed' | 'warmUpMs' | 'windowMs' | 'maxJourneys'>,
  ): Promise<JourneyResult>;
}

/** Starts the target afresh with a series of so many points in each run, at rest, and stops it after the work. */
export const withSeries = async <Value>(
  { target, runs, points }: { target: Target; runs: number; points: number },
  work: (seeded: SeriesTarget) => Promise<Value>,
): Promise<Value> => {
  const running = await startTarget(target);
  try {
    const runIds = await running.createRuns(runs);
    const waiting = [...runIds];
    const writer = async (): Promise<void> => {
      for (let runId = waiting.pop(); runId !== undefined; runId = waiting.pop()) {
        await logSeries(running.port, runId, points);
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));
    await untilIdle(running.pid, REST_MS);
    return await work({
      running,
      runIds,
      drive: (plan) => runJourneys({ host: '127.0.0.1', port: running.port, connections: 1, ...plan }),
    });
  } finally {
    await running.stop();
  }
};
