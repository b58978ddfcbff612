import type { Experiment, Run } from '@millrace/spec';

/** What a set of runs logged: keys, and in how many runs each. */
export interface LoggedKeys {
  readonly metrics: ReadonlyMap<string, number>;
  /** Metrics that went beyond step 0 somewhere: those have a curve to draw. */
  readonly curves: ReadonlySet<string>;
  readonly params: ReadonlyMap<string, ParamKey>;
  readonly tags: ReadonlyMap<string, number>;
}

export interface ParamKey {
  readonly runs: number;
  readonly values: ReadonlySet<string>;
}

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** Tags that MLflow and its likes keep for themselves. */
export const isSystemTag = (key: string): boolean => key.startsWith('mlflow.');

export const loggedKeys = (runs: readonly Run[]): LoggedKeys => {
  const metrics = new Map<string, number>();
  const curves = new Set<string>();
  const params = new Map<string, { runs: number; values: Set<string> }>();
  const tags = new Map<string, number>();
  for (const run of runs) {
    for (const { key, step } of run.metrics) {
      count(metrics, key);
      if (step > 0) curves.add(key);
    }
    for (const { key } of run.tags) if (!isSystemTag(key)) count(tags, key);
    for (const { key, value } of run.params) {
      const known = params.get(key);
      if (known === undefined) params.set(key, { runs: 1, values: new Set([value]) });
      else {
        known.runs++;
        known.values.add(value);
      }
    }
  }
  return { metrics, curves, params, tags };
};

export interface PrimaryMetric {
  readonly key: string;
  readonly lowerIsBetter: boolean;
}

const LOWER =
  /(^|[^a-z])(loss|err|error|mse|mae|rmse|mape|cer|wer|nll|perplexity|ece|latency|time)([^a-z]|$)/i;
const HELD_OUT = /(^|[^a-z])(val|valid|validation|test|eval)([^a-z]|$)/i;

/** What the experiment's tags say; otherwise a metric with a curve, held out, that most runs logged. */
export const primaryMetric = (
  experiment: Pick<Experiment, 'tags'> | undefined,
  { metrics, curves }: Pick<LoggedKeys, 'metrics' | 'curves'>,
): PrimaryMetric | undefined => {
  const tag = (key: string) => experiment?.tags.find((candidate) => candidate.key === key)?.value;
  const rank = (key: string): number => (metrics.get(key) ?? 0) * (HELD_OUT.test(key) ? 2 : 1);
  const [guess] = [...metrics.keys()].sort(
    (a, b) => Number(curves.has(b)) - Number(curves.has(a)) || rank(b) - rank(a) || a.localeCompare(b),
  );
  const key = tag('mlflow.experiment.primaryMetric.name') ?? guess;
  if (key === undefined) return undefined;
  const direction = tag('mlflow.experiment.primaryMetric.greaterIsBetter');
  return {
    key,
    lowerIsBetter: direction === undefined ? LOWER.test(key) : direction.toLowerCase() === 'false',
  };
};

/** Held-out before training before the machine: the order in which people look. */
export const metricRank = (key: string): number =>
  /^(sys|system)\//.test(key) ? 2 : HELD_OUT.test(key) ? 0 : 1;

const MOST_METRICS = 4;
const MOST_PARAMS = 4;
const MOST_TAGS = 1;

/**
 * The columns chosen before, in their places, and those that were logged since as far as there is room: a column never
 * moves because a run arrived.
 */
export const extendColumns = (before: readonly string[], chosen: readonly string[]): string[] => {
  const room: Record<string, number> = { m: MOST_METRICS, c: 1, p: MOST_PARAMS, t: MOST_TAGS };
  const ids = [...before];
  for (const id of chosen) {
    const kind = id.slice(0, id.indexOf('.'));
    const taken = ids.filter((other) => other.startsWith(`${kind}.`)).length;
    if (!ids.includes(id) && taken < (room[kind] ?? 0)) ids.push(id);
  }
  return ids;
};

const byCount = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a.localeCompare(b));

/** Columns for someone who has not chosen: when, how long, who, how good, and which knobs were turned. */
export const chooseColumns = (keys: LoggedKeys, primary: PrimaryMetric | undefined): string[] => {
  const rest = byCount(keys.metrics)
    .filter((key) => key !== primary?.key)
    .sort((a, b) => metricRank(a) - metricRank(b));
  const metrics = primary === undefined ? [] : [primary.key, ...rest].slice(0, MOST_METRICS);
  const params = [...keys.params]
    .filter(([, param]) => param.values.size > 1)
    .sort(([a, left], [b, right]) => right.runs - left.runs || a.localeCompare(b))
    .slice(0, MOST_PARAMS)
    .map(([key]) => key);
  return [
    'created',
    'duration',
    'user',
    ...metrics.map((key) => `m.${key}`),
    ...(primary === undefined ? [] : [`c.${primary.key}`]),
    ...params.map((key) => `p.${key}`),
    ...byCount(keys.tags)
      .slice(0, MOST_TAGS)
      .map((key) => `t.${key}`),
  ];
};
