import type { Run } from '@millrace/spec';
import { getRouteApi } from '@tanstack/react-router';
import { text } from '../../text.ts';
import { ChartToolbar } from '../charts/chart-toolbar.tsx';
import type { LineMark } from '../charts/line-mark.ts';
import { matchesMetric } from '../charts/metric-sections.ts';
import { FilterField } from './data-card.tsx';
import { SectionedCharts } from './metric-charts.tsx';
import type { ChartSettings } from './use-chart-settings.ts';

export interface MetricsTabProps {
  readonly run: Run;
  readonly mark: LineMark;
  readonly settings: ChartSettings;
}

const route = getRouteApi('/experiments/$experimentId/runs/$runId');

/** Every metric as a chart, in sections. */
export const MetricsTab = ({ run, mark, settings }: MetricsTabProps) => {
  const { metric = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const keys = run.metrics.map(({ key }) => key).filter((key) => matchesMetric(key, metric));
  return (
    <div className="flex flex-col gap-2.5 px-4 pt-2.5 pb-10 max-tablet:px-3">
      <ChartToolbar
        smoothing={settings.smoothing}
        log={settings.log}
        zoomed={settings.range !== undefined}
        onSmoothing={settings.setSmoothing}
        onLog={settings.setLog}
        onResetZoom={() => settings.setRange(undefined)}
      >
        <FilterField
          label={text.run.filterMetrics}
          value={metric}
          onChange={(value) =>
            void navigate({
              search: (before) => ({ ...before, metric: value === '' ? undefined : value }),
              replace: true,
            })
          }
        />
      </ChartToolbar>
      {keys.length === 0 && (
        <p className="py-10 text-center text-3">
          {run.metrics.length === 0 ? text.run.noMetrics : text.run.noMetricMatches}
        </p>
      )}
      <SectionedCharts run={run} keys={keys} mark={mark} settings={settings} />
    </div>
  );
};
