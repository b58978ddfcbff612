import type { Metric, Param, Tag } from '@millrace/spec';

/** What one `runs.logBatch` carries. */
export interface Batch {
  readonly params: readonly Param[];
  readonly metrics: readonly Metric[];
  readonly tags: readonly Tag[];
}

/** MLflow's limits of one request, and ours in bytes: small enough for any proxy. */
export const BATCH_LIMITS = {
  entries: 1000,
  metrics: 1000,
  params: 100,
  tags: 100,
  bytes: 1_000_000,
} as const;

export const batchSize = (batch: Batch): number =>
  batch.params.length + batch.metrics.length + batch.tags.length;

/** Two halves that, sent in turn, are the whole: no entry overtakes another of its kind. */
export const splitBatch = ({ params, metrics, tags }: Batch): [Batch, Batch] => {
  const half = Math.ceil((params.length + metrics.length + tags.length) / 2);
  const ofParams = Math.min(params.length, half);
  const ofMetrics = Math.min(metrics.length, half - ofParams);
  const ofTags = half - ofParams - ofMetrics;
  return [
    {
      params: params.slice(0, ofParams),
      metrics: metrics.slice(0, ofMetrics),
      tags: tags.slice(0, ofTags),
    },
    { params: params.slice(ofParams), metrics: metrics.slice(ofMetrics), tags: tags.slice(ofTags) },
  ];
};

/** The key of the first entry. */
export const firstKey = ({ params, metrics, tags }: Batch): string | undefined =>
  (params[0] ?? metrics[0] ?? tags[0])?.key;
