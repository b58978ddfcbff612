import type { PlannedRequest } from '../load/journey-plan.ts';
import { metricOf, paramOf, tagOf } from '../load/run-data.ts';
import { type Expectation, expectNames, foundInOrder } from './expected-runs.ts';
import { noErrors, runsFor, withRuns } from './with-runs.ts';
import type { Workload } from './workload.ts';

const PAGE = 100;

interface FilterCase {
  readonly filter: string;
  holds(run: number): boolean;
  readonly metric: number;
  readonly direction: Expectation['direction'];
}

const CASES: readonly FilterCase[] = [
  { filter: 'metrics.metric_3 > 0.9', holds: (run) => metricOf(run, 3) > 0.9, metric: 3, direction: 'DESC' },
  {
    filter: 'metrics.metric_1 < 0.2 AND metrics.metric_2 > 0.1',
    holds: (run) => metricOf(run, 1) < 0.2 && metricOf(run, 2) > 0.1,
    metric: 5,
    direction: 'DESC',
  },
  { filter: "params.param_4 = '17'", holds: (run) => paramOf(run, 4) === '17', metric: 0, direction: 'ASC' },
  {
    filter: "params.param_7 LIKE '1%' AND metrics.metric_9 > 0.5",
    holds: (run) => paramOf(run, 7).startsWith('1') && metricOf(run, 9) > 0.5,
    metric: 9,
    direction: 'DESC',
  },
  {
    filter: "tags.tag_2 = 'value-7'",
    holds: (run) => tagOf(run, 2) === 'value-7',
    metric: 4,
    direction: 'ASC',
  },
  {
    filter: "tags.tag_3 LIKE '%-4%' AND metrics.metric_8 <= 0.3",
    holds: (run) => tagOf(run, 3).includes('-4') && metricOf(run, 8) <= 0.3,
    metric: 8,
    direction: 'DESC',
  },
  {
    filter: "attributes.status = 'FINISHED' AND metrics.metric_11 >= 0.95",
    holds: (run) => metricOf(run, 11) >= 0.95,
    metric: 12,
    direction: 'DESC',
  },
  {
    filter: "params.param_1 != '5' AND tags.tag_0 = 'value-3'",
    holds: (run) => paramOf(run, 1) !== '5' && tagOf(run, 0) === 'value-3',
    metric: 7,
    direction: 'DESC',
  },
  {
    filter: 'metrics.metric_15 > 0.4 AND metrics.metric_15 < 0.45',
    holds: (run) => metricOf(run, 15) > 0.4 && metricOf(run, 15) < 0.45,
    metric: 16,
    direction: 'ASC',
  },
  {
    filter: "params.param_9 ILIKE '9%' AND tags.tag_9 ILIKE 'VALUE-1%' AND metrics.metric_19 > 0.1",
    holds: (run) =>
      paramOf(run, 9).startsWith('9') && tagOf(run, 9).startsWith('value-1') && metricOf(run, 19) > 0.1,
    metric: 0,
    direction: 'DESC',
  },
];

export const searchFilter: Workload = {
  id: 'W9',
  name: 'search-filter',
  definition:
    'runs/search with 10 filters in turn over metrics, params and tags, ordered by a metric, 100 runs a page, over the ' +
    'runs of W8 and 1 connection.',
  figures: [
    { id: 'p50', label: 'p50', unit: 'ms', better: 'lower', goal: 4, goalRatio: 15 },
    { id: 'p95', label: 'p95', unit: 'ms', better: 'lower' },
    { id: 'p99', label: 'p99', unit: 'ms', better: 'lower', goal: 10 },
    { id: 'max', label: 'max', unit: 'ms', better: 'lower' },
  ],
  rawModes: [],
  repeats: (effort) => effort.repeats,
  measure: (target, effort) =>
    withRuns({ target, effort, runs: runsFor(target, effort) }, async (seeded) => {
      const requests = CASES.map(
        ({ filter, metric, direction }): PlannedRequest => ({
          method: 'POST',
          path: 'runs/search',
          body: {
            experiment_ids: [seeded.experimentId],
            max_results: PAGE,
            filter,
            order_by: [`metrics.metric_${metric} ${direction}`],
          },
        }),
      );
      const searched = await seeded.drive({
        connections: 1,
        journey: { kind: 'cycle', requests },
        timed: 'request',
      });
      return {
        figures: { ...searched.latency },
        durability: await seeded.running.durability(),
        gates: [
          ...seeded.gates,
          noErrors(searched, 'searching'),
          ...CASES.map(({ filter, holds, metric, direction }, index) =>
            expectNames(
              filter,
              searched.names[index] ?? [],
              foundInOrder(seeded.runs, {
                holds,
                valueOf: (run) => metricOf(run, metric),
                direction,
              }).slice(0, PAGE),
            ),
          ),
        ],
      };
    }),
};
