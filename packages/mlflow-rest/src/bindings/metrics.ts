import { MillraceError } from '@millrace/spec';
import { json, type RestTable } from '../binding.ts';
import { encodeHistory } from '../codecs/history.ts';
import { filled } from '../codecs/filled.ts';
import { encodePoint, encodeSeries } from '../codecs/metric.ts';

const MOST_POINTS = 25_000;
const MOST_INTERVAL_POINTS = 2500;

export const metricBindings = {
  'metrics.history': [
    json('get', '/mlflow/metrics/get-history', {
      decode: (message) => ({
        runId: message.requiredRunId(),
        key: message.requiredString('metric_key'),
        maxResults: message.integer('max_results'),
        pageToken: message.string('page_token') || undefined,
      }),
      encode: encodeHistory,
    }),
  ],
  'metrics.sample': null,

  /** MLflow's UI asks for it. NaN is text as everywhere else, not MLflow's bare literal, which no JSON parser takes. */
  'metrics.bulkHistory': [
    {
      kind: 'json',
      methods: ['GET'],
      at: 'ajax',
      path: '/mlflow/metrics/get-history-bulk',
      lists: ['run_id'],
      decode: (message) => {
        const runIds = message.strings('run_id');
        const key = message.string('metric_key');
        if (key === undefined && runIds.length > 0) {
          throw new MillraceError(
            'INVALID_PARAMETER_VALUE',
            'GetMetricHistoryBulk request must specify a metric_key.',
          );
        }
        return { runIds, key: key ?? '', maxResults: message.integer('max_results') ?? MOST_POINTS };
      },
      encode: ({ metrics }) => ({
        metrics: metrics.map(({ runId, ...metric }) => encodePoint(metric, runId)),
      }),
    },
  ],
  'metrics.interval': [
    json('get', '/mlflow/metrics/get-history-bulk-interval', {
      lists: ['run_ids'],
      decode: (message) => {
        const runIds = message.strings('run_ids');
        if (runIds.length === 0) throw message.missing('run_ids');
        return {
          runIds,
          key: message.requiredString('metric_key'),
          startStep: message.integer('start_step'),
          endStep: message.integer('end_step'),
          maxResults: message.integer('max_results') ?? MOST_INTERVAL_POINTS,
        };
      },
      encode: ({ series }) => ({ metrics: filled(series.flatMap(encodeSeries)) }),
    }),
  ],
} satisfies Partial<RestTable>;
