import type { Experiment, Run } from '@millrace/spec';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sparkCurve } from '../../api/curves.ts';
import { Age, useNow } from '../../components/age.tsx';
import { Changing } from '../../components/changing.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { StatusIcon } from '../../components/status-icon.tsx';
import { formatNumber } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { text } from '../../text.ts';
import { metricOf } from '../runs-table/columns.ts';
import { useIsPhone } from '../frame/use-is-phone.ts';
import { loggedKeys, primaryMetric } from '../runs-table/keys.ts';
import { PhoneRow } from '../runs-table/phone-row.tsx';

interface RecentRowProps {
  readonly run: Run;
  readonly experiment: Experiment | undefined;
}

const RecentRow = ({ run, experiment }: RecentRowProps) => {
  const { runId, runName, experimentId, status, startTime, endTime } = run.info;
  const primary = primaryMetric(experiment, loggedKeys([run]));
  const metric = primary === undefined ? undefined : metricOf(run, primary.key);
  const { data } = useQuery({ ...sparkCurve(runId, metric?.key ?? ''), enabled: metric !== undefined });
  const now = useNow(1000);
  const runs = endTime !== null || status === 'RUNNING';
  return (
    <tr className="h-6 border-t border-line text-cell hover:bg-hover max-tablet:h-12">
      <td className="max-w-0 pr-2 pl-3.5">
        <span className="flex min-w-0 items-center gap-2">
          <StatusIcon status={status} />
          <Link
            to="/experiments/$experimentId/runs/$runId"
            params={{ experimentId, runId }}
            title={runName}
            className="name-type min-w-0 truncate font-[500]"
          >
            {runName}
          </Link>
        </span>
      </td>
      <td className="name-type max-w-0 truncate px-2 text-2 max-tablet:hidden">
        <Link to="/experiments/$experimentId" params={{ experimentId }}>
          {experiment?.name ?? experimentId}
        </Link>
      </td>
      <td className="px-2 text-right font-strong" title={metric?.key}>
        {metric === undefined ? (
          <span className="text-off">–</span>
        ) : (
          <Changing value={metric.value}>
            <span className={Number.isFinite(metric.value) ? undefined : 'text-warn'}>
              {formatNumber(metric.value)}
            </span>
          </Changing>
        )}
      </td>
      <td className="px-2">
        {data !== undefined && data !== null && <Sparkline series={data} width={70} height={15} />}
      </td>
      <td className="px-2 text-right text-2 max-tablet:hidden">
        {runs ? (
          formatDuration(Math.max(0, (endTime ?? now) - startTime))
        ) : (
          <span className="text-off">–</span>
        )}
      </td>
      <td className="pr-3.5 pl-2 text-right text-2">
        <Age time={startTime} />
      </td>
    </tr>
  );
};

export interface RecentRunsProps {
  readonly runs: readonly Run[];
  readonly experiments: ReadonlyMap<string, Experiment>;
}

const RecentTable = ({ runs, experiments }: RecentRunsProps) => (
  <table className="w-full table-fixed">
    <thead>
      <tr className="h-6 text-caption text-3">
        <th className="px-3.5 text-left font-[450]">{text.runs.column.name}</th>
        <th className="w-[24%] px-2 text-left font-[450] max-tablet:hidden">{text.home.experiment}</th>
        <th className="w-18 px-2 text-right font-[450]">{text.home.primary}</th>
        <th className="w-22 px-2 text-left font-[450]">
          <span className="sr-only">{text.runs.curve}</span>
        </th>
        <th className="w-20 px-2 text-right font-[450] max-tablet:hidden">{text.runs.column.duration}</th>
        <th className="w-20 pr-3.5 pl-2 text-right font-[450]">{text.runs.column.created}</th>
      </tr>
    </thead>
    <tbody>
      {runs.map((run) => (
        <RecentRow key={run.info.runId} run={run} experiment={experiments.get(run.info.experimentId)} />
      ))}
    </tbody>
  </table>
);

const RecentList = ({ runs, experiments }: RecentRunsProps) => (
  <ul>
    {runs.map((run) => {
      const experiment = experiments.get(run.info.experimentId);
      return (
        <li key={run.info.runId} className="h-14">
          <PhoneRow
            run={run}
            primary={primaryMetric(experiment, loggedKeys([run]))?.key}
            details={[experiment?.name ?? run.info.experimentId]}
            mark={undefined}
            lastStep={undefined}
          />
        </li>
      );
    })}
  </ul>
);

export const RecentRuns = ({ runs, experiments }: RecentRunsProps) => {
  const isPhone = useIsPhone();
  return (
    <section
      className="min-w-0 rounded-card border border-line bg-surface pb-1"
      aria-labelledby="recent-runs"
    >
      <div className="flex h-9 items-center px-3.5">
        <h2 id="recent-runs" className="font-bold">
          {text.home.recent}
        </h2>
        <Link to="/experiments" className="ml-auto text-accent">
          {text.home.allExperiments}
        </Link>
      </div>
      {isPhone ? (
        <RecentList runs={runs} experiments={experiments} />
      ) : (
        <RecentTable runs={runs} experiments={experiments} />
      )}
    </section>
  );
};
