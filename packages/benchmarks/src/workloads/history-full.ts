import { noErrors } from './with-runs.ts';
import { KEY, withSeries } from './with-series.ts';
import type { Workload } from './workload.ts';

const POINTS = 100_000;
const PAGE = 25_000;

export const historyFull: Workload = {
  id: 'W11',
  name: 'history-full',
  definition: 'metrics/get-history of one series of 100,000 points, in pages of 25,000, to the last byte.',
  figures: [
    { id: 'p50', label: 'p50 of the series', unit: 'ms', better: 'lower', goal: 60, goalRatio: 15 },
    { id: 'p95', label: 'p95', unit: 'ms', better: 'lower' },
    { id: 'max', label: 'max', unit: 'ms', better: 'lower' },
  ],
  rawModes: [],
  repeats: (effort) => effort.repeats,
  measure: (target, effort) =>
    withSeries({ target, runs: 1, points: POINTS }, async ({ running, runIds, drive }) => {
      const [runId = ''] = runIds;
      const path = `metrics/get-history?run_id=${runId}&metric_key=${KEY}&max_results=${PAGE}`;
      const walked = await drive({
        journey: { kind: 'walk', request: { method: 'GET', path } },
        timed: 'journey',
        warmUpMs: effort.warmUpMs,
        windowMs: effort.windowMs,
        maxJourneys: Number.MAX_SAFE_INTEGER,
      });
      const stored = (await running.reader?.history(runId, KEY)) ?? [];
      const isWhole = stored.length === POINTS && stored.every(({ step }, index) => step === index);
      return {
        figures: { ...walked.latency },
        durability: await running.durability(),
        gates: [
          noErrors(walked, 'reading'),
          { name: 'all points read', holds: walked.items === POINTS, detail: `${walked.items} of ${POINTS}` },
          { name: 'history in order', holds: isWhole, detail: `${stored.length} points` },
        ],
      };
    }),
};
