import { z } from 'zod';
import { operation } from '../operation.ts';
import { Integer } from '../schemas/common.ts';
import { Metric, SeriesColumns } from '../schemas/run.ts';

export const metricOperations = {
  /** Every point of one series, by timestamp, then step, then value. Without `maxResults`, all of it. */
  'metrics.history': operation('query', 'run:read', {
    input: z.strictObject({
      runId: z.string(),
      key: z.string(),
      maxResults: Integer.optional(),
      pageToken: z.string().optional(),
    }),
    output: z.strictObject({ metrics: z.array(Metric).readonly(), nextPageToken: z.string().optional() }),
  }),
  /** The points of one key in several runs: run after run, each in the order of a history, until the page is full. */
  'metrics.bulkHistory': operation('query', 'run:read', {
    input: z.strictObject({
      runIds: z.array(z.string()).readonly(),
      key: z.string(),
      maxResults: Integer.default(25_000),
    }),
    output: z.strictObject({ metrics: z.array(Metric.extend({ runId: z.string() })).readonly() }),
  }),
  /** Curves of one key, at most `maxResults` points each, at even distances; the first and the last are kept. */
  'metrics.interval': operation('query', 'run:read', {
    input: z.strictObject({
      runIds: z.array(z.string()).readonly(),
      key: z.string(),
      startStep: Integer.optional(),
      endStep: Integer.optional(),
      maxResults: Integer.default(2500),
    }),
    output: z.strictObject({ series: z.array(SeriesColumns).readonly() }),
  }),
  /** Curves for drawing: at most `maxPoints` a series, shape kept. */
  'metrics.sample': operation('query', 'run:read', {
    input: z.strictObject({
      runIds: z.array(z.string()).min(1).max(500).readonly(),
      keys: z.array(z.string()).min(1).max(200).readonly(),
      maxPoints: Integer.min(2).max(25_000).default(640),
      startStep: Integer.optional(),
      endStep: Integer.optional(),
    }),
    output: z.strictObject({ series: z.array(SeriesColumns).readonly() }),
  }),
} as const;
