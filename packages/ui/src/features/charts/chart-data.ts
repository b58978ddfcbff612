import type { SeriesColumns } from '@millrace/spec';
import { smooth } from './smoothing.ts';

/** What a chart draws: x, the values as logged, the values smoothed. `null` breaks a line. */
export interface ChartData {
  readonly xs: number[];
  readonly raw: (number | null)[];
  readonly smoothed: (number | null)[];
}

export interface ChartLook {
  readonly smoothing: number;
  readonly log: boolean;
}

/** The last value of each step: a line has one value at an x. */
const lastOfEachStep = (series: SeriesColumns): { xs: number[]; values: number[] } => {
  const xs: number[] = [];
  const values: number[] = [];
  for (const [index, step] of series.steps.entries()) {
    const value = series.values[index] ?? Number.NaN;
    if (xs.at(-1) === step) values[values.length - 1] = value;
    else {
      xs.push(step);
      values.push(value);
    }
  }
  return { xs, values };
};

export const chartData = (series: SeriesColumns, { smoothing, log }: ChartLook): ChartData => {
  const { xs, values } = lastOfEachStep(series);
  const drawable = (value: number | null): number | null =>
    value === null || !Number.isFinite(value) || (log && value <= 0) ? null : value;
  return {
    xs,
    raw: values.map(drawable),
    smoothed: smooth(xs, values, smoothing).map(drawable),
  };
};

/** The first step whose value is no number, for the chart's title. */
export const firstNotNumber = (series: SeriesColumns): number | undefined => {
  const index = series.values.findIndex((value) => !Number.isFinite(value));
  return index < 0 ? undefined : series.steps[index];
};

export interface Extremes {
  readonly min: number;
  readonly max: number;
  readonly minStep: number;
  readonly maxStep: number;
}

export const extremes = (series: SeriesColumns): Extremes | undefined => {
  let found: Extremes | undefined;
  for (const [index, value] of series.values.entries()) {
    if (!Number.isFinite(value)) continue;
    const step = series.steps[index] ?? 0;
    if (found === undefined) found = { min: value, max: value, minStep: step, maxStep: step };
    else {
      if (value < found.min) found = { ...found, min: value, minStep: step };
      if (value > found.max) found = { ...found, max: value, maxStep: step };
    }
  }
  return found;
};
