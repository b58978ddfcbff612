import type { LoggedMetric, Metric, SeriesColumns } from '@millrace/spec';
import type { Message, MessageReader } from '../proto-json/message-reader.ts';

const decodePoint = (item: MessageReader): Metric => ({
  key: item.requiredString('key'),
  value: item.requiredDouble('value'),
  timestamp: item.requiredTimestamp('timestamp'),
  step: item.integer('step') ?? 0,
});

/** The dataset is told for a model alone. */
export const decodeMetric = (item: MessageReader): LoggedMetric => {
  const point = decodePoint(item);
  const modelId = item.string('model_id');
  if (!modelId) return point;
  const datasetName = item.string('dataset_name');
  const datasetDigest = item.string('dataset_digest');
  return {
    ...point,
    modelId,
    ...(datasetName ? { datasetName } : {}),
    ...(datasetDigest ? { datasetDigest } : {}),
  };
};

/** What nearly every point is: plain JSON numbers. Bodies hold thousands of them. Adding 0 makes an integer of `-0`. */
const readPlainMetric = (item: Message): Metric | undefined => {
  const { key, value, timestamp, step } = item;
  return typeof key === 'string' &&
    key !== '' &&
    typeof value === 'number' &&
    Number.isFinite(value) &&
    typeof timestamp === 'number' &&
    timestamp >= 0 &&
    Number.isSafeInteger(timestamp) &&
    typeof step === 'number' &&
    Number.isSafeInteger(step) &&
    item['model_id'] === undefined &&
    item['modelId'] === undefined
    ? { key, value, timestamp: timestamp + 0, step: step + 0 }
    : undefined;
};

export const decodeMetrics = (message: MessageReader, name: string): LoggedMetric[] =>
  message.messages(name, decodeMetric, readPlainMetric);

/** MLflow's SQL store keeps an infinity as the greatest double and reads it back so. */
export const toWireValue = (value: number): number | string => {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return value;
  return value > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE;
};

/** Points on the wire have the domain's shape; only values that JSON has no number for make a copy. */
export const encodeMetrics = (metrics: readonly Metric[]): readonly object[] =>
  metrics.every((metric) => Number.isFinite(metric.value))
    ? metrics
    : metrics.map((metric) => ({ ...metric, value: toWireValue(metric.value) }));

export const encodePoint = ({ key, value, timestamp, step }: Metric, runId: string): object => ({
  key,
  value: toWireValue(value),
  timestamp,
  step,
  run_id: runId,
});

export const encodeSeries = ({ runId, key, steps, timestamps, values }: SeriesColumns): object[] =>
  values.map((value, index) =>
    encodePoint({ key, value, timestamp: timestamps[index] ?? 0, step: steps[index] ?? 0 }, runId),
  );
