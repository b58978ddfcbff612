import { json, type RestTable } from '../binding.ts';
import { filled } from '../codecs/filled.ts';
import { encodeMetrics } from '../codecs/metric.ts';

export const metricBindings = {
  'metrics.history': [
    json('get', '/mlflow/metrics/get-history', {
      decode: (message) => ({
        runId: message.requiredRunId(),
        key: message.requiredString('metric_key'),
        maxResults: message.integer('max_results'),
        pageToken: message.string('page_token') || undefined,
      }),
      encode: ({ metrics, nextPageToken }) => ({
        metrics: filled(encodeMetrics(metrics)),
        next_page_token: nextPageToken,
      }),
    }),
  ],
  'metrics.sample': null,
} satisfies Partial<RestTable>;
