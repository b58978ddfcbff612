import { summarizeLatencies } from '../load/latencies.ts';
import { expectNames, newestFirst } from './expected-runs.ts';
import { noErrors, runsFor, withRuns } from './with-runs.ts';
import type { Workload } from './workload.ts';

const PAGE = 100;
const ENDS = 5;

/** How the last pages of whole walks compare with the first, by their medians. */
const slowdownOf = (timings: readonly number[], pages: number): number => {
  const walks = Math.floor(timings.length / pages);
  const of = (isWanted: (page: number) => boolean): number =>
    summarizeLatencies(timings.slice(0, walks * pages).filter((_, index) => isWanted(index % pages))).p50;
  return of((page) => page >= pages - ENDS) / of((page) => page < ENDS);
};

export const deepPages: Workload = {
  id: 'W10',
  name: 'deep-pages',
  definition:
    'runs/search, 100 runs a page by its token from the newest run to the oldest, over the runs of W8.',
  figures: [
    { id: 'p50', label: 'p50 of a page', unit: 'ms', better: 'lower', goal: 2, goalRatio: 12 },
    { id: 'p95', label: 'p95', unit: 'ms', better: 'lower' },
    { id: 'p99', label: 'p99', unit: 'ms', better: 'lower' },
    { id: 'slowdown', label: 'last 5 pages / first 5', unit: 'x', better: 'lower', goal: 1.2 },
  ],
  rawModes: [],
  repeats: (effort) => effort.repeats,
  measure: (target, effort) => {
    const runs = runsFor(target, effort);
    // Walks are compared from their first page, so none may lie across the beginning of the window.
    return withRuns({ target, effort: { ...effort, warmUpMs: 0 }, runs }, async (seeded) => {
      const request = {
        method: 'POST',
        path: 'runs/search',
        body: {
          experiment_ids: [seeded.experimentId],
          max_results: PAGE,
          order_by: ['attributes.start_time DESC'],
        },
      } as const;
      const walked = await seeded.drive({
        connections: 1,
        journey: { kind: 'walk', request },
        timed: 'request',
      });
      return {
        figures: { ...walked.latency, slowdown: slowdownOf(walked.timings, Math.ceil(runs / PAGE)) },
        durability: await seeded.running.durability(),
        gates: [
          ...seeded.gates,
          noErrors(walked, 'walking'),
          expectNames('each run once, in order', walked.names[0] ?? [], newestFirst(runs)),
        ],
      };
    });
  },
};
