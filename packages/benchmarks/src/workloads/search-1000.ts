import { expectNames, newestFirst } from './expected-runs.ts';
import { noErrors, runsFor, withRuns } from './with-runs.ts';
import type { Workload } from './workload.ts';

const PAGE = 1_000;

export const search1000: Workload = {
  id: 'W8',
  name: 'search-1000',
  definition:
    'runs/search, the 1,000 newest of 25,000 runs (5,000 when quick; MLflow has 1,000 or 200) of 20 metrics, 20 params ' +
    'and 10 tags, over 1 connection, then 20.',
  figures: [
    { id: 'p50', label: 'p50', unit: 'ms', better: 'lower', goal: 6, goalRatio: 30 },
    { id: 'p95', label: 'p95', unit: 'ms', better: 'lower' },
    { id: 'p99', label: 'p99', unit: 'ms', better: 'lower' },
    { id: 'max', label: 'max', unit: 'ms', better: 'lower' },
    { id: 'rate', label: 'rate over 20', unit: 'requests/s', better: 'higher', goal: 300 },
  ],
  rawModes: [],
  repeats: (effort) => effort.repeats,
  measure: (target, effort) =>
    withRuns({ target, effort, runs: runsFor(target, effort) }, async (seeded) => {
      const request = {
        method: 'POST',
        path: 'runs/search',
        body: {
          experiment_ids: [seeded.experimentId],
          max_results: PAGE,
          order_by: ['attributes.start_time DESC'],
        },
      } as const;
      const journey = { kind: 'cycle', requests: [request] } as const;
      const one = await seeded.drive({ connections: 1, journey, timed: 'request' });
      const twenty = await seeded.drive({ connections: 20, journey, timed: 'request' });
      return {
        figures: { ...one.latency, rate: twenty.journeys / twenty.seconds },
        durability: await seeded.running.durability(),
        gates: [
          ...seeded.gates,
          noErrors(one, '1 connection'),
          noErrors(twenty, '20 connections'),
          expectNames('the newest runs', one.names[0] ?? [], newestFirst(seeded.runs).slice(0, PAGE)),
        ],
      };
    }),
};
