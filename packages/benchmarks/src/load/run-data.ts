/**
 * Runs as a pure function of their number, so that what a search finds can be told right from wrong. The values of one
 * metric differ from run to run below 100,003 runs, so that an order by it has one outcome.
 */
const METRICS = 20;
const PARAMS = 20;
const TAGS = 10;

const FIRST_START = 1_732_000_000_000;
const PRIME = 100_003;

export const nameOf = (run: number): string => `run ${run}`;

/** No two alike, and not in the order in which they were made. */
export const startOf = (run: number): number => FIRST_START + ((run * 7_919) % PRIME) * 1_000;

export const metricOf = (run: number, metric: number): number =>
  ((run * 7_919 + metric * 10_007 + 1) % PRIME) / PRIME;

export const paramOf = (run: number, param: number): string => String((run * 31 + param * 17) % 100);

export const tagOf = (run: number, tag: number): string => `value-${(run * 13 + tag * 7) % 50}`;

const list = <Item>(length: number, item: (index: number) => Item): Item[] =>
  Array.from({ length }, (_, index) => item(index));

export const creationOf = (run: number, experimentId: string): object => ({
  experiment_id: experimentId,
  run_name: nameOf(run),
  start_time: startOf(run),
});

export const batchOf = (run: number, runId: string): object => ({
  run_id: runId,
  metrics: list(METRICS, (metric) => ({
    key: `metric_${metric}`,
    value: metricOf(run, metric),
    timestamp: startOf(run) + metric,
    step: metric,
  })),
  params: list(PARAMS, (param) => ({ key: `param_${param}`, value: paramOf(run, param) })),
  tags: list(TAGS, (tag) => ({ key: `tag_${tag}`, value: tagOf(run, tag) })),
});

export const endOf = (run: number, runId: string): object => ({
  run_id: runId,
  status: 'FINISHED',
  end_time: startOf(run) + 60_000,
});
