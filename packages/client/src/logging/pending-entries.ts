import type { Metric, Param } from '@millrace/spec';
import { type Batch, BATCH_LIMITS } from './batch.ts';

/** Estimates of what an entry holds in memory and takes on the wire. */
export const METRIC_BYTES = 64;
export const textBytes = (key: string, value: string): number => 64 + 2 * (key.length + value.length);

/** A piece of a queue: entries that may share requests, in the order they came. */
export interface PendingEntries {
  /** Everything waiting here. */
  readonly size: number;
  readonly bytes: number;
  addMetric(key: string, value: number, at: { step: number; timestamp: number }): void;
  addParam(param: Param): void;
  /** The last value of a key counts. Returns the bytes of the one it replaced. */
  addTag(key: string, value: string): void;
  /** Removes and returns what fits one request. */
  take(maxBytes?: number): { batch: Batch; entries: number; bytes: number };
}

/** Metrics are held as columns: no object a point until it is sent. */
export const createPendingEntries = (): PendingEntries => {
  let keys: string[] = [];
  let values: number[] = [];
  let steps: number[] = [];
  let timestamps: number[] = [];
  let head = 0;
  let params: Param[] = [];
  const tags: { key: string; value: string }[] = [];
  let textual = 0;

  const takeMetrics = (count: number): Metric[] => {
    const end = Math.min(keys.length, head + count);
    const taken: Metric[] = [];
    for (; head < end; head++) {
      taken.push({
        key: keys[head] ?? '',
        value: values[head] ?? Number.NaN,
        timestamp: timestamps[head] ?? 0,
        step: steps[head] ?? 0,
      });
    }
    if (head === keys.length) {
      head = 0;
      keys = [];
      values = [];
      steps = [];
      timestamps = [];
    }
    return taken;
  };

  const takeText = <T extends { readonly key: string; readonly value: string }>(
    from: T[],
    most: { count: number; bytes: number },
  ): { taken: T[]; bytes: number } => {
    let count = 0;
    let bytes = 0;
    for (const item of from) {
      const next = bytes + textBytes(item.key, item.value);
      if (count >= most.count || (count > 0 && next > most.bytes)) break;
      count++;
      bytes = next;
    }
    textual -= bytes;
    return { taken: from.splice(0, count), bytes };
  };

  return {
    get size() {
      return keys.length - head + params.length + tags.length;
    },
    get bytes() {
      return (keys.length - head) * METRIC_BYTES + textual;
    },
    addMetric: (key, value, at) => {
      keys.push(key);
      values.push(value);
      steps.push(at.step);
      timestamps.push(at.timestamp);
    },
    addParam: (param) => {
      params.push(param);
      textual += textBytes(param.key, param.value);
    },
    addTag: (key, value) => {
      tags.push({ key, value });
      textual += textBytes(key, value);
    },
    take: (maxBytes = BATCH_LIMITS.bytes) => {
      const ofParams = takeText(params, { count: BATCH_LIMITS.params, bytes: maxBytes });
      const ofTags = takeText(tags, { count: BATCH_LIMITS.tags, bytes: maxBytes - ofParams.bytes });
      const room = BATCH_LIMITS.entries - ofParams.taken.length - ofTags.taken.length;
      const fitting = Math.floor((maxBytes - ofParams.bytes - ofTags.bytes) / (2 * METRIC_BYTES));
      const metrics = takeMetrics(Math.max(0, Math.min(room, BATCH_LIMITS.metrics, fitting)));
      const latest = new Map(ofTags.taken.map((tag) => [tag.key, tag]));
      return {
        batch: { params: ofParams.taken, metrics, tags: [...latest.values()] },
        entries: ofParams.taken.length + ofTags.taken.length + metrics.length,
        bytes: ofParams.bytes + ofTags.bytes + metrics.length * METRIC_BYTES,
      };
    },
  };
};
