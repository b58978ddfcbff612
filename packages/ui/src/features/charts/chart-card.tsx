import type { RunStatus } from '@millrace/spec';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { chartCurve } from '../../api/curves.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { formatStep } from '../../format/number.ts';
import { text } from '../../text.ts';
import { firstNotNumber } from './chart-data.ts';
import { CHART_HEIGHT, LineChart, type LineChartProps } from './line-chart.tsx';

export interface ChartCardProps extends Omit<LineChartProps, 'title' | 'series' | 'running'> {
  readonly runId: string;
  readonly metricKey: string;
  readonly status: RunStatus;
}

/** True from the first time the element comes near the window. */
const useWasNear = (element: React.RefObject<Element | null>): boolean => {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => setNear(entries.some((entry) => entry.isIntersecting)),
      { rootMargin: '240px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return near;
};

const Centered = ({ children }: { readonly children: ReactNode }) => (
  <div
    className="flex flex-col items-center justify-center gap-2 px-6 text-center text-small text-2"
    style={{ height: CHART_HEIGHT }}
  >
    {children}
  </div>
);

/** A chart in its frame: always one size, drawn only in view. */
export const ChartCard = ({ runId, metricKey, status, ...look }: ChartCardProps) => {
  const frame = useRef<HTMLElement>(null);
  const near = useWasNear(frame);
  const query = useQuery({ ...chartCurve({ runId, key: metricKey }, look.range), enabled: near });
  const notNumber = query.data ? firstNotNumber(query.data) : undefined;

  const plot = () => {
    if (query.data === undefined && query.error !== null) {
      return (
        <Centered>
          <Icon of={TriangleAlert} className="text-bad" />
          <p role="alert">{text.explain(query.error)}</p>
          <Button small onClick={() => void query.refetch()}>
            {text.tryAgain}
          </Button>
        </Centered>
      );
    }
    if (query.data === null) return <Centered>{text.chart.empty}</Centered>;
    if (query.data === undefined || !near) {
      return <div className="skeleton mx-2.5 opacity-40" style={{ height: CHART_HEIGHT - 10 }} />;
    }
    return <LineChart {...look} title={metricKey} series={query.data} running={status === 'RUNNING'} />;
  };

  return (
    <figure ref={frame} className="min-w-0 rounded-ctl border border-line bg-surface hover:border-line-2">
      <figcaption className="flex h-7 items-center gap-1.5 pt-1 pr-2 pl-2.5 text-small">
        <span className="min-w-0 truncate font-strong" title={metricKey}>
          {metricKey}
        </span>
        <span className="shrink-0 text-caption text-3">
          {[
            look.log ? text.chart.logNote : '',
            notNumber === undefined ? '' : text.chart.notNumber(formatStep(notNumber)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </figcaption>
      {plot()}
    </figure>
  );
};
