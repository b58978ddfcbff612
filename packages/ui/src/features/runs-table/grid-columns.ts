import type { Run } from '@millrace/spec';
import {
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from '@tanstack/react-table';
import { columnDecimals } from '../../format/number.ts';
import { text } from '../../text.ts';
import { type Column, columnId, metricOf, paramOf, parseColumnId, tagOf } from './columns.ts';
import type { LoggedKeys, PrimaryMetric } from './keys.ts';
import { textWidth } from './text-width.ts';

/** The table library holds columns: their groups, sizes and pins. Rows are paged and virtual and never enter it. */
export const gridFeatures = tableFeatures({
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});

const helper = createColumnHelper<typeof gridFeatures, Run>();

export const NAME_COLUMN = 'name';
const NAME_WIDTH = 258;

type Group = 'attributes' | 'metrics' | 'params' | 'tags';

const groupOf = (column: Column): Group => {
  switch (column.kind) {
    case 'metric':
    case 'curve':
      return 'metrics';
    case 'param':
      return 'params';
    case 'tag':
      return 'tags';
    default:
      return 'attributes';
  }
};

const GROUPS: readonly Group[] = ['attributes', 'metrics', 'params', 'tags'];

/** Below this a column shows nothing, above it one value pushes the rest out of sight. */
const NARROWEST = 48;
const WIDEST = 200;
const PADDING = 18;
const CURVE_WIDTH = 94;
const BAR_WIDTH = 24;
const ARROW_WIDTH = 15;

/** Wide enough for its head and for nearly all of what the first rows hold. */
export const fitWidth = (column: Column, runs: readonly Run[], primary: boolean): number => {
  const head = textWidth(headOf(column), 'head') + (column.kind === 'created' ? ARROW_WIDTH : 0);
  if (column.kind === 'curve') return Math.round(Math.max(CURVE_WIDTH, head + PADDING));
  const widths = [...new Set(runs.slice(0, 200).map((run) => sampleText(column, run)))]
    .map((sample) => textWidth(sample, column.kind === 'tag' ? 'chip' : 'cell'))
    .sort((a, b) => a - b);
  const typical = widths[Math.floor(widths.length * 0.95)] ?? 0;
  const width = Math.max(typical, head) + PADDING + (primary ? BAR_WIDTH : 0);
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
};

/** A text as long as the cell's. */
const sampleText = (column: Column, run: Run): string => {
  switch (column.kind) {
    case 'metric':
      return metricOf(run, column.key) === undefined ? '' : '−0.0000';
    case 'param':
      return paramOf(run, column.key) ?? '';
    case 'tag':
      return tagOf(run, column.key) ?? '';
    case 'user':
      return run.info.userId;
    case 'duration':
      return '00h 00m';
    default:
      return '00 min';
  }
};

export const headOf = (column: Column): string => {
  switch (column.kind) {
    case 'metric':
    case 'param':
    case 'tag':
      return column.key;
    case 'curve':
      return text.runs.curveOf(column.key);
    default:
      return text.runs.column[column.kind];
  }
};

export interface GridColumnInput {
  readonly ids: readonly string[];
  readonly runs: readonly Run[];
  readonly keys: LoggedKeys;
  readonly primary: PrimaryMetric | undefined;
}

/** Column definitions in their groups, the name pinned before them. */
export const gridColumns = ({ ids, runs, keys, primary }: GridColumnInput) => {
  const columns = ids.flatMap((id) => parseColumnId(id) ?? []);
  const known: Record<Group, number | undefined> = {
    attributes: undefined,
    metrics: keys.metrics.size,
    params: keys.params.size,
    tags: keys.tags.size,
  };
  const groups = GROUPS.map((group) => ({
    group,
    members: columns.filter((column) => groupOf(column) === group),
  })).filter(({ members }) => members.length > 0);

  return helper.columns([
    helper.display({ id: NAME_COLUMN, header: text.runs.column.name, size: NAME_WIDTH, minSize: 140 }),
    ...groups.map(({ group, members }) => {
      const total = known[group];
      const shown = new Set(members.map((member) => ('key' in member ? member.key : member.kind))).size;
      return helper.group({
        id: group,
        header: text.runs.group[group],
        meta: { shown: total === undefined ? '' : text.runs.shownOf(shown, total) },
        columns: members.map((column) =>
          helper.display({
            id: columnId(column),
            header: headOf(column),
            size: fitWidth(column, runs, column.kind === 'metric' && column.key === primary?.key),
            minSize: NARROWEST,
            maxSize: 600,
          }),
        ),
      });
    }),
  ]);
};

export interface MetricScale {
  readonly decimals: number;
  readonly low: number;
  readonly high: number;
  readonly lastStep: number;
}

/** How the values of each metric column align and compare, over the rows that are there. */
export const metricScales = (
  keys: readonly string[],
  runs: readonly Run[],
): ReadonlyMap<string, MetricScale> =>
  new Map(
    keys.map((key) => {
      const points = runs.flatMap((run) => metricOf(run, key) ?? []);
      const values = points.map((point) => point.value).filter(Number.isFinite);
      return [
        key,
        {
          decimals: columnDecimals(values),
          low: values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY),
          high: values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY),
          lastStep: points.reduce((last, point) => Math.max(last, point.step), 0),
        },
      ];
    }),
  );
