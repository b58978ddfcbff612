import type { Experiment, Run } from '@millrace/spec';
import { text } from '../../text.ts';
import { ChartToolbar } from '../charts/chart-toolbar.tsx';
import type { LineMark } from '../charts/line-mark.ts';
import { loggedKeys, metricRank, primaryMetric } from '../runs-table/keys.ts';
import { KeyNumbers } from './key-numbers.tsx';
import { ChartGrid } from './metric-charts.tsx';
import { MetricsTable } from './metrics-table.tsx';
import { ParamsTable } from './params-table.tsx';
import type { ChartSettings } from './use-chart-settings.ts';

export interface OverviewTabProps {
  readonly run: Run;
  readonly experiment: Experiment | undefined;
  readonly mark: LineMark;
  readonly settings: ChartSettings;
}

const NUMBERS = 5;
const CHARTS = 4;

export const OverviewTab = ({ run, experiment, mark, settings }: OverviewTabProps) => {
  const logs = loggedKeys([run]);
  const primary = primaryMetric(experiment, logs);
  const rest = run.metrics
    .map((metric) => metric.key)
    .filter((key) => key !== primary?.key)
    .sort((a, b) => metricRank(a) - metricRank(b) || a.localeCompare(b));
  const logged = run.metrics.some((metric) => metric.key === primary?.key);
  const keys = primary === undefined || !logged ? rest : [primary.key, ...rest];
  const charted = keys.filter((key) => logs.curves.has(key));
  return (
    <div className="flex flex-col gap-2.5 px-4 pt-3.5 pb-10 max-tablet:px-3">
      {keys.length === 0 ? (
        <p className="rounded-card border border-line bg-surface px-3.5 py-6 text-center text-3">
          {text.run.noMetrics}
        </p>
      ) : (
        <>
          <KeyNumbers run={run} keys={keys.slice(0, NUMBERS)} primary={primary?.key} />
          {charted.length > 0 && (
            <ChartToolbar
              smoothing={settings.smoothing}
              log={settings.log}
              zoomed={settings.range !== undefined}
              onSmoothing={settings.setSmoothing}
              onLog={settings.setLog}
              onResetZoom={() => settings.setRange(undefined)}
            />
          )}
          <ChartGrid run={run} keys={charted.slice(0, CHARTS)} mark={mark} settings={settings} columns={2} />
        </>
      )}
      <div className="grid grid-cols-2 items-start gap-2.5 max-wide:grid-cols-1">
        {run.metrics.length > 0 && <MetricsTable run={run} mark={mark} />}
        {run.params.length > 0 && <ParamsTable run={run} />}
      </div>
    </div>
  );
};
