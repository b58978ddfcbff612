import type { Metric, Param, Tag } from '@millrace/spec';
import { invalid, invalidValue } from './invalid.ts';
import { checkKey } from './keys.ts';
import { LIMITS } from './limits.ts';
import { truncate } from './text.ts';

/** `metrics[3].key` in a batch, `key` alone. */
const pathOf = (list: string, index: number | undefined, field: string): string =>
  index === undefined ? field : `${list}[${index}].${field}`;

/** Called for every point: allocates nothing while all is well. */
export const checkMetric = (metric: Metric, index?: number): void => {
  checkKey(metric.key, () => pathOf('metrics', index, 'name'));
  if (typeof metric.value !== 'number') {
    throw invalidValue(
      pathOf('metrics', index, 'value'),
      metric.value,
      'expected a double (64-bit floating point)',
    );
  }
  if (!Number.isSafeInteger(metric.timestamp) || metric.timestamp < 0) {
    throw invalidValue(
      pathOf('metrics', index, 'timestamp'),
      metric.timestamp,
      `metric '${metric.key}': the timestamp must be a nonnegative integer of milliseconds`,
    );
  }
  if (!Number.isSafeInteger(metric.step)) {
    throw invalidValue(
      pathOf('metrics', index, 'step'),
      metric.step,
      `metric '${metric.key}': the step must be an integer within 2^53 of zero`,
    );
  }
};

/** The param as it is stored: a long value is cut, as MLflow does by default. */
export const toParam = (param: Param, index?: number): Param => {
  checkKey(param.key, () => pathOf('params', index, 'key'));
  return {
    key: param.key,
    value: truncate(param.value, pathOf('params', index, 'value'), LIMITS.paramValue),
  };
};

/** The run tag as it is stored, cut likewise. */
export const toRunTag = (tag: Tag, index?: number): Tag => {
  checkKey(tag.key, () => pathOf('tags', index, 'key'));
  return { key: tag.key, value: truncate(tag.value, pathOf('tags', index, 'value'), LIMITS.runTagValue) };
};

const checkCount = (what: string, count: number, limit: number): void => {
  if (count <= limit) return;
  throw invalid(
    `A batch logging request can contain at most ${limit} ${what}. Got ${count} ${what}. ` +
      `Please split up ${what} across multiple requests and try again.`,
    'batch-too-large',
  );
};

export interface Batch {
  readonly metrics: readonly Metric[];
  readonly params: readonly Param[];
  readonly tags: readonly Tag[];
}

export const checkBatchSize = ({ metrics, params, tags }: Batch): void => {
  checkCount('metrics', metrics.length, LIMITS.metricsPerBatch);
  checkCount('params', params.length, LIMITS.paramsPerBatch);
  checkCount('tags', tags.length, LIMITS.tagsPerBatch);
  checkCount(
    'metrics, params, and tags',
    metrics.length + params.length + tags.length,
    LIMITS.entitiesPerBatch,
  );
};

export const checkKeysUnique = (params: readonly Param[]): void => {
  const seen = new Set<string>();
  const doubled = new Set<string>();
  for (const { key } of params) (seen.has(key) ? doubled : seen).add(key);
  if (doubled.size === 0) return;
  const keys = [...doubled].map((key) => `'${key}'`).join(', ');
  throw invalid(
    `Duplicate parameter keys have been submitted: [${keys}]. Please ensure the request contains only one param ` +
      'value per param key.',
    'param-given-twice',
  );
};
