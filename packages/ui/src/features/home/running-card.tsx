import type { Experiment, Run } from '@millrace/spec';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sparkCurve } from '../../api/curves.ts';
import { useNow } from '../../components/age.tsx';
import { Changing } from '../../components/changing.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { StatusIcon } from '../../components/status-icon.tsx';
import { formatNumber } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { text } from '../../text.ts';
import { metricOf } from '../runs-table/columns.ts';
import { loggedKeys, primaryMetric } from '../runs-table/keys.ts';

export interface RunningCardProps {
  readonly run: Run;
  readonly experiment: Experiment | undefined;
}

export const RunningCard = ({ run, experiment }: RunningCardProps) => {
  const { runId, runName, experimentId, startTime } = run.info;
  const primary = primaryMetric(experiment, loggedKeys([run]));
  const metric = primary === undefined ? undefined : metricOf(run, primary.key);
  const { data } = useQuery({ ...sparkCurve(runId, metric?.key ?? ''), enabled: metric !== undefined });
  const now = useNow(1000);
  return (
    <Link
      to="/experiments/$experimentId/runs/$runId"
      params={{ experimentId, runId }}
      className="relative block overflow-hidden rounded-card border border-line bg-surface hover:border-line-2 hover:no-underline"
    >
      <div className="flex items-center gap-2 px-3.5 pt-2.5">
        <StatusIcon status="RUNNING" />
        <span className="name-type min-w-0 truncate font-[500]">{runName}</span>
        <span className="ml-auto shrink-0 text-small text-3">
          {text.home.runningFor(formatDuration(Math.max(0, now - startTime)))}
        </span>
      </div>
      <div className="flex h-16 items-end gap-3 pl-3.5">
        <div className="min-w-22 pb-2.5">
          <div className="max-w-30 truncate text-small text-3">{metric?.key ?? experiment?.name}</div>
          <div className="text-number">
            {metric === undefined ? (
              <span className="text-off">–</span>
            ) : (
              <Changing value={metric.value}>{formatNumber(metric.value)}</Changing>
            )}
          </div>
        </div>
        <div className="ml-auto h-13 min-w-0 flex-1 [&_svg]:ml-auto">
          {data !== undefined && data !== null && (
            <Sparkline series={data} width={180} height={52} colour="var(--accent)" filled />
          )}
        </div>
      </div>
      <div className="race-line" />
    </Link>
  );
};
