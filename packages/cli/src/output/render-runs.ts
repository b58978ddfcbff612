import type { Metric, Run, RunInfo } from '@millrace/spec';
import { formatDuration, formatTime } from './format.ts';
import { type Cell, table } from './table.ts';

const duration = ({ startTime, endTime }: RunInfo): Cell =>
  endTime === null ? null : formatDuration(Math.max(0, endTime - startTime));

/** Metrics beyond these would push the line off most screens. */
const SHOWN_METRICS = 3;

const metricKeys = (runs: readonly Run[]): string[] =>
  [...new Set(runs.flatMap((run) => run.metrics.map(({ key }) => key)))].slice(0, SHOWN_METRICS);

const formatValue = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));

const valueOf = (run: Run, key: string): Cell => {
  const metric = run.metrics.find((it) => it.key === key);
  return metric && formatValue(metric.value);
};

/** One line a run, with the first metrics they have. */
export const renderRuns = (runs: readonly Run[]): string => {
  if (runs.length === 0) return '';
  const keys = metricKeys(runs);
  return table(
    runs.map((run) => [
      run.info.runId,
      run.info.runName,
      run.info.lifecycleStage === 'deleted' ? 'DELETED' : run.info.status,
      formatTime(run.info.startTime),
      duration(run.info),
      ...keys.map((key) => valueOf(run, key)),
    ]),
    ['RUN', 'NAME', 'STATUS', 'STARTED', 'TOOK', ...keys],
  );
};

const section = (title: string, rows: readonly (readonly Cell[])[]): string[] =>
  rows.length === 0 ? [] : ['', title, table(rows)];

const metricRow = ({ key, value, step }: Metric): Cell[] => [key, formatValue(value), `step ${step}`];

/** All of one run. */
export const renderRun = ({ info, params, metrics, tags }: Run): string =>
  [
    table([
      ['run', info.runId],
      ['name', info.runName],
      ['experiment', info.experimentId],
      ['status', info.status],
      ['stage', info.lifecycleStage],
      ['user', info.userId || null],
      ['started', formatTime(info.startTime)],
      ['took', duration(info)],
      ['artifacts', info.artifactUri],
    ]),
    ...section(
      'Params',
      params.map(({ key, value }) => [key, value]),
    ),
    ...section('Metrics', metrics.map(metricRow)),
    ...section(
      'Tags',
      tags.map(({ key, value }) => [key, value]),
    ),
  ].join('\n');
