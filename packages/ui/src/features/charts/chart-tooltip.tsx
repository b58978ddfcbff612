import type { SeriesColumns } from '@millrace/spec';
import { LineKey } from '../../components/line-key.tsx';
import { formatCount, formatNumber, formatStep } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { text } from '../../text.ts';
import type { ChartData } from './chart-data.ts';
import type { LineMark } from './line-mark.ts';

export interface ChartTooltipProps {
  readonly series: SeriesColumns;
  readonly data: ChartData;
  readonly index: number;
  /** Of the crosshair, in the chart. */
  readonly left: number;
  readonly width: number;
  readonly mark: LineMark;
  readonly smoothed: boolean;
}

const AWAY = 30;
const WIDTH = 196;

/** What the crosshair stands on. It flips at the edge and is never under the pointer. */
export const ChartTooltip = ({ series, data, index, left, width, mark, smoothed }: ChartTooltipProps) => {
  const step = data.xs[index];
  if (step === undefined) return null;
  const raw = data.raw[index];
  const value = data.smoothed[index];
  const time = series.timestamps[series.steps.lastIndexOf(step)];
  const start = series.timestamps[0];
  const show = (number: number | null | undefined): string =>
    number === null || number === undefined ? 'NaN' : formatNumber(number);
  return (
    <>
      <div
        aria-hidden="true"
        className="pointer-events-none absolute z-2 -translate-x-1/2 rounded-chip bg-(--text) px-1.5 text-[10.5px]/[15px] font-strong text-(--surface)"
        style={{ left: Math.min(width - 18, Math.max(18, left)), bottom: 3 }}
      >
        {formatStep(step)}
      </div>
      <div
        role="presentation"
        className="pointer-events-none absolute top-3 z-4 rounded-ctl border border-line-2 bg-pop px-2.5 py-1.5 text-small/[18px] shadow-pop"
        style={{ width: WIDTH, left: left + AWAY + WIDTH > width ? left - AWAY - WIDTH : left + AWAY }}
      >
        <div className="mb-1 flex justify-between border-b border-line pb-1 whitespace-nowrap text-3">
          <span className="font-strong text-1">{text.chart.step(formatCount(step))}</span>
          {time !== undefined && start !== undefined && (
            <span>{formatDuration(Math.max(0, time - start))}</span>
          )}
        </div>
        <div className="flex items-center gap-2">
          <LineKey mark={mark} />
          <span>{smoothed ? text.chart.smoothed : text.chart.value}</span>
          <span className="ml-auto font-strong">{show(value)}</span>
        </div>
        {smoothed && (
          <div className="flex items-center gap-2 pl-6 text-3">
            {text.chart.raw}
            <span className="ml-auto">{show(raw)}</span>
          </div>
        )}
      </div>
    </>
  );
};
