import { deepStrictEqual } from 'node:assert/strict';
import { mlflowApi } from '../requests/mlflow-api.ts';
import { sampleSeries } from './sample-series.ts';

/** As much as one log-batch may hold: 1,000 items, 100 of them params and 100 tags. */
export const METRIC_KEYS = 800;
const PARAMS = 100;
const OWN_TAGS = 50;
const SHARED_TAGS = 50;
const FIRST_TIMESTAMP = 1_700_000_000_000;

/** The batch of this number in a run: a pure function of it, so that what is stored can be told right from wrong. */
export interface Batch {
  readonly runId: string;
  readonly index: number;
}

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const METRICS = names('m', METRIC_KEYS);

const valueAt = (key: number, index: number): number => (index + 1) / (key + 7);

/** Throws fetch's TypeError when the connection breaks. */
export const sendBatch = async (url: string, { runId, index }: Batch): Promise<void> => {
  await mlflowApi(url).post('runs/log-batch', {
    run_id: runId,
    metrics: METRICS.map((key, at) => ({
      key,
      value: valueAt(at, index),
      timestamp: FIRST_TIMESTAMP + index,
      step: index,
    })),
    params: names(`p/${index}/`, PARAMS).map((key) => ({ key, value: `of batch ${index}` })),
    tags: [
      ...names(`own/${index}/`, OWN_TAGS).map((key) => ({ key, value: 'there' })),
      ...names('shared/', SHARED_TAGS).map((key) => ({ key, value: String(index) })),
    ],
  });
};

/**
 * The numbers of the batches a run holds. Throws unless each is there whole: all its params, tags and points, once each,
 * right in value, and the latest values those of the last.
 */
export const storedBatches = async (url: string, runId: string): Promise<number[]> => {
  const { data } = await mlflowApi(url).getRun(runId);
  const params = new Map((data.params ?? []).map(({ key, value }) => [key, value]));
  const tags = new Map((data.tags ?? []).map(({ key, value }) => [key, value]));
  const series = await sampleSeries(url, runId, METRICS);
  const stored = [...(series.find(({ key }) => key === METRICS[0])?.steps ?? [])];
  const last = stored.at(-1);

  deepStrictEqual(
    params,
    new Map(stored.flatMap((index) => names(`p/${index}/`, PARAMS).map((key) => [key, `of batch ${index}`]))),
  );
  deepStrictEqual(data.params?.length ?? 0, params.size);
  deepStrictEqual(
    [...tags.keys()].filter((key) => key.startsWith('own/')).sort(),
    stored.flatMap((index) => names(`own/${index}/`, OWN_TAGS)).sort(),
  );
  if (last === undefined) {
    deepStrictEqual(data.metrics ?? [], []);
    return [];
  }
  for (const key of names('shared/', SHARED_TAGS)) deepStrictEqual(tags.get(key), String(last));
  deepStrictEqual(
    series.map(({ key, steps, values, total }) => ({ key, steps, values, total })).sort(byKey),
    METRICS.map((key, at) => ({
      key,
      steps: stored,
      values: stored.map((index) => valueAt(at, index)),
      total: stored.length,
    })).sort(byKey),
  );
  deepStrictEqual(
    (data.metrics ?? []).map(({ key, value, step }) => ({ key, value, step })).sort(byKey),
    METRICS.map((key, at) => ({ key, value: valueAt(at, last), step: last })).sort(byKey),
  );
  return stored;
};

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1);
