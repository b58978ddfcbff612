import type { SeriesColumns } from '@millrace/spec';
import { formatNumber, formatStep } from '../../format/number.ts';
import { text } from '../../text.ts';
import { extremes } from './chart-data.ts';

/** The curve in one sentence, for those who do not see it. */
export const describeSeries = (series: SeriesColumns): string => {
  const found = extremes(series);
  const last = series.values.at(-1);
  if (found === undefined || last === undefined) return text.chart.empty;
  return text.chart.summary({
    from: formatStep(series.steps[0] ?? 0),
    to: formatStep(series.steps.at(-1) ?? 0),
    last: formatNumber(last),
    min: formatNumber(found.min),
    max: formatNumber(found.max),
  });
};
