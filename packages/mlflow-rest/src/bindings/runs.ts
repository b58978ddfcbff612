import { empty, json, type RestTable } from '../binding.ts';
import { decodeEntries } from '../codecs/entry.ts';
import { RUN_STATUSES, VIEW_TYPES } from '../codecs/enums.ts';
import { decodeMetric, decodeMetrics } from '../codecs/metric.ts';
import { encodeNewRun, encodeRun, encodeRunInfo } from '../codecs/run.ts';
import { encodeRunPage } from '../codecs/run-page.ts';
import type { MessageReader } from '../proto-json/message-reader.ts';

const DEFAULT_PAGE = 1000;

const decodeId = (message: MessageReader) => ({ runId: message.requiredRunId() });

/** In the order MLflow asks for them: the run first. */
const decodeKey = (message: MessageReader) => ({ ...decodeId(message), key: message.requiredString('key') });

const decodeKeyAndValue = (message: MessageReader) => ({
  ...decodeKey(message),
  value: message.string('value') ?? '',
});

export const runBindings = {
  'runs.create': [
    json('post', '/mlflow/runs/create', {
      decode: (message) => ({
        experimentId: message.idOrInteger('experiment_id') || '0',
        runName: message.string('run_name') || undefined,
        userId: message.string('user_id') ?? '',
        startTime: message.timestamp('start_time') ?? 0,
        tags: decodeEntries(message, 'tags'),
      }),
      encode: (run) => ({ run: encodeNewRun(run) }),
    }),
  ],
  'runs.get': [
    json('get', '/mlflow/runs/get', { decode: decodeId, encode: (run) => ({ run: encodeRun(run) }) }),
  ],
  'runs.update': [
    json('post', '/mlflow/runs/update', {
      decode: (message) => ({
        ...decodeId(message),
        status: message.choice('status', RUN_STATUSES),
        endTime: message.timestamp('end_time'),
        runName: message.string('run_name'),
      }),
      encode: (info) => ({ run_info: encodeRunInfo(info) }),
    }),
  ],
  'runs.delete': [json('post', '/mlflow/runs/delete', { decode: decodeId, encode: empty })],
  'runs.restore': [json('post', '/mlflow/runs/restore', { decode: decodeId, encode: empty })],
  'runs.search': [
    json('post', '/mlflow/runs/search', {
      decode: (message) => ({
        experimentIds: message.idsOrIntegers('experiment_ids'),
        filter: message.string('filter'),
        orderBy: message.strings('order_by'),
        maxResults: message.integer('max_results') ?? DEFAULT_PAGE,
        pageToken: message.string('page_token') || undefined,
        viewType: message.choice('run_view_type', VIEW_TYPES) ?? 'ACTIVE_ONLY',
        withLineage: true,
      }),
      encode: encodeRunPage,
    }),
  ],
  'runs.count': null,
  'runs.logMetric': [
    json('post', '/mlflow/runs/log-metric', {
      decode: (message) => ({ ...decodeId(message), ...decodeMetric(message) }),
      encode: empty,
    }),
  ],
  'runs.logParam': [json('post', '/mlflow/runs/log-parameter', { decode: decodeKeyAndValue, encode: empty })],
  'runs.logBatch': [
    json('post', '/mlflow/runs/log-batch', {
      decode: (message) => ({
        ...decodeId(message),
        metrics: decodeMetrics(message, 'metrics'),
        params: decodeEntries(message, 'params'),
        tags: decodeEntries(message, 'tags'),
      }),
      encode: empty,
    }),
  ],
  'runs.setTag': [json('post', '/mlflow/runs/set-tag', { decode: decodeKeyAndValue, encode: empty })],
  'runs.deleteTag': [json('post', '/mlflow/runs/delete-tag', { decode: decodeKey, encode: empty })],
} satisfies Partial<RestTable>;
