import type { Metric, MetricStore, SampleRequest, SeriesColumns } from '@millrace/spec';
import { createColumns, reserve } from '../series/columns.ts';
import { compareValues } from '../series/point-order.ts';
import { toSeries } from '../series/to-series.ts';
import type { MemoryRun, MemoryState } from './state.ts';
import { expectRun, latestOf } from './state.ts';
import { compareText } from './text-order.ts';

const byTime = (left: Metric, right: Metric): number =>
  left.timestamp - right.timestamp || left.step - right.step || compareValues(left.value, right.value);

const byStep = (left: Metric, right: Metric): number =>
  left.step - right.step || left.timestamp - right.timestamp || compareValues(left.value, right.value);

const sampleSeries = (run: MemoryRun, key: string, request: SampleRequest): SeriesColumns[] => {
  const {
    startStep = Number.NEGATIVE_INFINITY,
    endStep = Number.POSITIVE_INFINITY,
    maxPoints,
    spacing,
  } = request;
  const points = (run.series.get(key)?.points ?? [])
    .filter(({ step }) => step >= startStep && step <= endStep)
    .sort(byStep);
  if (points.length === 0) return [];
  const columns = createColumns(0);
  reserve(columns, points.length);
  for (const { step, timestamp, value } of points) {
    columns.steps[columns.count] = step;
    columns.timestamps[columns.count] = timestamp;
    columns.values[columns.count] = value;
    columns.count += 1;
  }
  return [toSeries(columns, { runId: run.info.runId, key, maxPoints, spacing })];
};

export const createMemoryMetrics = (state: MemoryState): MetricStore => {
  const { runs, journal, changes } = state;

  const add = (run: MemoryRun, point: Metric): void => {
    let series = run.series.get(point.key);
    if (series === undefined) {
      series = { points: [], seen: new Set() };
      journal.set(run.series, point.key, series);
    }
    const { points, seen } = series;
    // Adding zero makes the two zeros one.
    const identity = `${point.step + 0} ${point.timestamp} ${point.value + 0}`;
    if (seen.has(identity)) return;
    seen.add(identity);
    const { key, value, timestamp, step } = point;
    points.push({ key, value, timestamp, step });
    journal.record(() => {
      points.pop();
      seen.delete(identity);
    });
  };

  return {
    append(runId, points) {
      if (points.length === 0) return;
      const run = expectRun(state, runId);
      for (const point of points) add(run, point);
      changes.note({ experimentId: run.info.experimentId, runId, metrics: true, metadata: false });
    },

    latest(runIds) {
      const found = new Map<string, readonly Metric[]>();
      for (const runId of runIds) {
        const run = runs.get(runId);
        if (run === undefined) continue;
        const metrics = [...run.series.values()].flatMap((series) => latestOf(series) ?? []);
        found.set(
          runId,
          metrics.sort((left, right) => compareText(left.key, right.key)),
        );
      }
      return found;
    },

    history: ({ runId, key, offset, limit }) =>
      [...(runs.get(runId)?.series.get(key)?.points ?? [])].sort(byTime).slice(offset, offset + limit),

    sample: (request) =>
      [...new Set(request.runIds)].flatMap((runId) => {
        const run = runs.get(runId);
        if (run === undefined) return [];
        return [...new Set(request.keys)].flatMap((key) => sampleSeries(run, key, request));
      }),
  };
};
