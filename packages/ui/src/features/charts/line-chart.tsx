import type { SeriesColumns } from '@millrace/spec';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { text } from '../../text.ts';
import { useIsDark } from '../frame/preferences.ts';
import { type ChartLook, chartData } from './chart-data.ts';
import { chartOptions } from './chart-options.ts';
import { ChartTooltip } from './chart-tooltip.tsx';
import { describeSeries } from './describe-series.ts';
import type { LineMark } from './line-mark.ts';

export interface LineChartProps extends ChartLook {
  readonly title: string;
  readonly series: SeriesColumns;
  readonly mark: LineMark;
  readonly running: boolean;
  readonly range: { readonly start: number; readonly end: number } | undefined;
  /** Charts of one key share their crosshair. */
  readonly syncKey: string;
  onRange(range: { start: number; end: number } | undefined): void;
}

export const CHART_HEIGHT = 172;

/** One metric's line. React holds the frame around it; uPlot draws, and redraws as data comes. */
export const LineChart = (props: LineChartProps) => {
  const { title, series, mark, running, smoothing, log, range, syncKey } = props;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [cursor, setCursor] = useState<{ index: number; left: number }>();
  const dark = useIsDark();
  const data = useMemo(() => chartData(series, { smoothing, log }), [series, smoothing, log]);
  const ghost = smoothing > 0;

  const aligned = (): uPlot.AlignedData => [data.xs, data.raw, data.smoothed];
  const isRunning = useEffectEvent(() => running);
  const onRange = useEffectEvent(props.onRange);
  const fill = useEffectEvent((chart: uPlot) => {
    chart.batch(() => {
      chart.setData(aligned(), range === undefined);
      if (range !== undefined) chart.setScale('x', { min: range.start, max: range.end });
    });
  });

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const options = chartOptions(
      {
        mark,
        log,
        ghost,
        syncKey,
        isRunning: () => isRunning(),
        onRange: (next) => onRange(next),
        onCursor: setCursor,
      },
      { width: element.clientWidth, height: CHART_HEIGHT },
    );
    const chart = new uPlot(options, [[], [], []], element);
    plot.current = chart;
    fill(chart);
    const resizes = new ResizeObserver(() =>
      chart.setSize({ width: element.clientWidth, height: CHART_HEIGHT }),
    );
    resizes.observe(element);
    return () => {
      resizes.disconnect();
      chart.destroy();
      plot.current = undefined;
    };
    // A theme change is a new drawing: the canvas holds colours, not tokens.
  }, [mark, log, ghost, syncKey, dark]);

  useEffect(() => {
    if (plot.current !== undefined) fill(plot.current);
  }, [data, range, running]);

  return (
    <div className="relative">
      <div
        ref={host}
        role="img"
        aria-label={`${text.chart.of(title)} ${describeSeries(series)}`}
        style={{ height: CHART_HEIGHT }}
        onPointerLeave={() => setCursor(undefined)}
      />
      {cursor !== undefined && host.current?.matches(':hover') === true && (
        <ChartTooltip
          series={series}
          data={data}
          index={cursor.index}
          left={cursor.left + (plot.current?.bbox.left ?? 0) / devicePixelRatio}
          width={host.current.clientWidth}
          mark={mark}
          smoothed={ghost}
        />
      )}
    </div>
  );
};
