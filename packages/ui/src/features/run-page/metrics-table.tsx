import type { Metric, Run } from '@millrace/spec';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sparkCurve } from '../../api/curves.ts';
import { Changing } from '../../components/changing.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { formatExact, formatNumber, formatStep } from '../../format/number.ts';
import { text } from '../../text.ts';
import { extremes } from '../charts/chart-data.ts';
import { type LineMark, markStyle } from '../charts/line-mark.ts';
import { matchesMetric } from '../charts/metric-sections.ts';
import { DataCard, DataHead, FilterField } from './data-card.tsx';

interface MetricRowProps {
  readonly runId: string;
  readonly metric: Metric;
  readonly mark: LineMark;
}

const Extreme = ({ value, step }: { readonly value: number; readonly step: number }) => (
  <span title={`${formatExact(value)} ${text.run.atStep(formatStep(step))}`}>{formatNumber(value)}</span>
);

const MetricRow = ({ runId, metric, mark }: MetricRowProps) => {
  const { data } = useQuery(sparkCurve(runId, metric.key));
  const found = data ? extremes(data) : undefined;
  return (
    <tr className="h-6 border-t border-line text-cell hover:bg-hover">
      <th scope="row" className="max-w-0 truncate pr-2 pl-3.5 text-left font-normal" title={metric.key}>
        {metric.key}
      </th>
      <td className="px-2 text-right font-strong" title={formatExact(metric.value)}>
        <Changing value={metric.value}>
          <span className={Number.isFinite(metric.value) ? undefined : 'text-warn'}>
            {formatNumber(metric.value)}
          </span>
        </Changing>
      </td>
      <td className="px-2 text-right whitespace-nowrap max-tablet:hidden">
        {found !== undefined && <Extreme value={found.min} step={found.minStep} />}
      </td>
      <td className="px-2 text-right whitespace-nowrap max-tablet:hidden">
        {found !== undefined && <Extreme value={found.max} step={found.maxStep} />}
      </td>
      <td className="pr-3.5 pl-2">
        {data !== undefined && data !== null && data.values.length > 1 && (
          <Sparkline series={data} {...markStyle(mark)} />
        )}
      </td>
    </tr>
  );
};

export interface MetricsTableProps {
  readonly run: Run;
  readonly mark: LineMark;
}

export const MetricsTable = ({ run, mark }: MetricsTableProps) => {
  const [filter, setFilter] = useState('');
  const metrics = run.metrics.filter((metric) => matchesMetric(metric.key, filter));
  return (
    <DataCard
      title={text.runs.group.metrics}
      count={run.metrics.length}
      action={
        run.metrics.length > 8 && (
          <FilterField label={text.run.filterMetrics} value={filter} onChange={setFilter} />
        )
      }
    >
      <DataHead>
        <th className="px-3.5 text-left font-[450]">{text.run.name}</th>
        <th className="w-19 px-2 text-right font-[450]">{text.runs.last}</th>
        <th className="w-19 px-2 text-right font-[450] max-tablet:hidden">{text.run.min}</th>
        <th className="w-19 px-2 text-right font-[450] max-tablet:hidden">{text.run.max}</th>
        <th className="w-26">
          <span className="sr-only">{text.runs.curve}</span>
        </th>
      </DataHead>
      <tbody>
        {metrics.map((metric) => (
          <MetricRow key={metric.key} runId={run.info.runId} metric={metric} mark={mark} />
        ))}
      </tbody>
    </DataCard>
  );
};
