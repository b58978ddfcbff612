import type { Metric } from '@millrace/spec';
import type { Message, MessageReader } from '../proto-json/message-reader.ts';

export const decodeMetric = (item: MessageReader): Metric => ({
  key: item.requiredString('key'),
  value: item.requiredDouble('value'),
  timestamp: item.requiredTimestamp('timestamp'),
  step: item.integer('step') ?? 0,
});

/** What nearly every point is: plain JSON numbers. Bodies hold thousands of them. Adding 0 makes an integer of `-0`. */
const readPlainMetric = ({ key, value, timestamp, step }: Message): Metric | undefined =>
  typeof key === 'string' &&
  key !== '' &&
  typeof value === 'number' &&
  Number.isFinite(value) &&
  typeof timestamp === 'number' &&
  timestamp >= 0 &&
  Number.isSafeInteger(timestamp) &&
  typeof step === 'number' &&
  Number.isSafeInteger(step)
    ? { key, value, timestamp: timestamp + 0, step: step + 0 }
    : undefined;

export const decodeMetrics = (message: MessageReader, name: string): Metric[] =>
  message.messages(name, decodeMetric, readPlainMetric);

/** MLflow's SQL store keeps an infinity as the greatest double and reads it back so. */
const toWireValue = (value: number): number | string => {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return value;
  return value > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE;
};

/** Points on the wire have the domain's shape; only values that JSON has no number for make a copy. */
export const encodeMetrics = (metrics: readonly Metric[]): readonly object[] =>
  metrics.every((metric) => Number.isFinite(metric.value))
    ? metrics
    : metrics.map((metric) => ({ ...metric, value: toWireValue(metric.value) }));
