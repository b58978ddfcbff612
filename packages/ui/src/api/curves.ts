import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';
import { createCurveLoader } from './curve-loader.ts';

const loader = createCurveLoader((request) => api.metrics.sample.query(request).then((a) => a.series));

/** Points a sparkline is drawn from. */
const SPARK_POINTS = 60;

export interface StepRange {
  readonly start: number;
  readonly end: number;
}

/** The small curve of one metric in one run. All that one screen asks for travel in one request. */
export const sparkCurve = (runId: string, key: string) =>
  queryOptions({
    queryKey: ['curve', runId, key, 'spark'],
    queryFn: ({ signal }) => loader.load({ runId, key, maxPoints: SPARK_POINTS, signal }),
    staleTime: 5 * 60_000,
  });

/** A curve to read values from, in full detail of the range shown. */
export const chartCurve = (series: { runId: string; key: string }, range: StepRange | undefined) =>
  queryOptions({
    queryKey: ['curve', series.runId, series.key, 'chart', range],
    queryFn: ({ signal }) =>
      loader.load({
        ...series,
        maxPoints: 1000,
        startStep: range === undefined ? undefined : Math.floor(range.start),
        endStep: range === undefined ? undefined : Math.ceil(range.end),
        signal,
      }),
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  });
