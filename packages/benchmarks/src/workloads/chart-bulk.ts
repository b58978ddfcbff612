import { noErrors } from './with-runs.ts';
import { KEY, withSeries } from './with-series.ts';
import type { Workload } from './workload.ts';

const RUNS = 100;
const DRAWN = 320;
/** Servers may leave out steps that no interval hits. */
const LEAST_DRAWN = 300;

export const chartBulk: Workload = {
  id: 'W12',
  name: 'chart-bulk',
  definition:
    'metrics/get-history-bulk-interval of one key of 100 runs, 320 points each, out of 100,000 points a run (10,000 when ' +
    'quick; MLflow has 500): the first answer, then the same again.',
  figures: [
    { id: 'warm', label: 'warm p50', unit: 'ms', better: 'lower', goal: 25, goalRatio: 50 },
    { id: 'cold', label: 'cold', unit: 'ms', better: 'lower', goal: 200 },
    { id: 'p95', label: 'warm p95', unit: 'ms', better: 'lower' },
  ],
  rawModes: [],
  repeats: (effort) => effort.repeats,
  measure: (target, effort) => {
    const points = target.family === 'mlflow' ? effort.peerPoints : effort.points;
    return withSeries({ target, runs: RUNS, points }, async ({ running, runIds, drive }) => {
      const query = runIds.map((runId) => `run_ids=${runId}`).join('&');
      const path = `/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval?${query}&metric_key=${KEY}&max_results=${DRAWN}`;
      const journey = { kind: 'cycle', requests: [{ method: 'GET', path }] } as const;
      const cold = await drive({ journey, timed: 'request', warmUpMs: 0, windowMs: 120_000, maxJourneys: 1 });
      const durability = await running.durability();
      if (cold.firstError.startsWith('404')) {
        return {
          figures: {},
          durability,
          gates: [],
          skipped: `no such route: ${cold.firstError.slice(0, 100)}`,
        };
      }
      const warm = await drive({
        journey,
        timed: 'request',
        warmUpMs: effort.warmUpMs,
        windowMs: effort.windowMs,
        maxJourneys: Number.MAX_SAFE_INTEGER,
      });
      const least = RUNS * LEAST_DRAWN;
      return {
        figures: { cold: cold.latency.max, warm: warm.latency.p50, p95: warm.latency.p95 },
        durability,
        gates: [
          noErrors(cold, 'cold'),
          noErrors(warm, 'warm'),
          { name: 'points drawn', holds: cold.items >= least, detail: `${cold.items}, at least ${least}` },
        ],
      };
    });
  },
};
