import type { Run } from '@millrace/spec';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../text.ts';
import { ChartCard } from '../charts/chart-card.tsx';
import type { LineMark } from '../charts/line-mark.ts';
import { metricSections } from '../charts/metric-sections.ts';
import type { ChartSettings } from './use-chart-settings.ts';

export interface ChartGridProps {
  readonly run: Run;
  readonly keys: readonly string[];
  readonly mark: LineMark;
  readonly settings: ChartSettings;
  readonly columns: 2 | 3;
}

const COLUMNS = {
  2: 'grid-cols-2 max-wide:grid-cols-1',
  3: 'grid-cols-3 max-desk:grid-cols-2 max-tablet:grid-cols-1',
} as const;

export const ChartGrid = ({ run, keys, mark, settings, columns }: ChartGridProps) => (
  <div className={`grid gap-2.5 ${COLUMNS[columns]}`}>
    {keys.map((key) => (
      <ChartCard
        key={key}
        runId={run.info.runId}
        metricKey={key}
        status={run.info.status}
        mark={mark}
        smoothing={settings.smoothing}
        log={settings.log}
        range={settings.range}
        syncKey={run.info.runId}
        onRange={settings.setRange}
      />
    ))}
  </div>
);

type SectionedProps = Omit<ChartGridProps, 'columns'>;

/** Charts by what their metrics' names begin with, each section to be closed. */
export const SectionedCharts = ({ keys, ...shared }: SectionedProps) => {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const toggle = (prefix: string): void => {
    const next = new Set(closed);
    if (!next.delete(prefix)) next.add(prefix);
    setClosed(next);
  };
  const sections = metricSections(keys);
  return (
    <>
      {sections.map(({ prefix, keys: members }) => (
        <section key={prefix}>
          <h2 className="sticky top-0 z-3 bg-canvas">
            <button
              type="button"
              aria-expanded={!closed.has(prefix)}
              onClick={() => toggle(prefix)}
              className="flex h-8 w-full items-center gap-2 text-left"
            >
              <Icon of={closed.has(prefix) ? ChevronRight : ChevronDown} small className="text-3" />
              <span className="font-bold">{prefix === '' ? text.chart.noPrefix : prefix}</span>
              <span className="text-3">{text.chart.count(members.length)}</span>
            </button>
          </h2>
          {!closed.has(prefix) && <ChartGrid {...shared} keys={members} columns={3} />}
        </section>
      ))}
    </>
  );
};
