import type { Run } from '@millrace/spec';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sparkCurve } from '../../api/curves.ts';
import { Age } from '../../components/age.tsx';
import { Changing } from '../../components/changing.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { StatusIcon } from '../../components/status-icon.tsx';
import { formatNumber } from '../../format/number.ts';
import { type LineMark, markStyle } from '../charts/line-mark.ts';
import { metricOf } from './columns.ts';

export interface PhoneRowProps {
  readonly run: Run;
  readonly primary: string | undefined;
  /** What stands on the second line, after the age. */
  readonly details: readonly string[];
  readonly mark: LineMark | undefined;
  readonly lastStep: number | undefined;
}

/** A run in two lines: name, curve, number; age and what tells it from the others. */
export const PhoneRow = ({ run, primary, details, mark, lastStep }: PhoneRowProps) => {
  const { runId, experimentId, runName, status, startTime } = run.info;
  const metric = primary === undefined ? undefined : metricOf(run, primary);
  const { data } = useQuery({ ...sparkCurve(runId, primary ?? ''), enabled: metric !== undefined });
  return (
    <Link
      to="/experiments/$experimentId/runs/$runId"
      params={{ experimentId, runId }}
      className="grid h-full grid-cols-[16px_minmax(0,1fr)_72px_64px] items-center gap-x-2.5 border-b border-line px-3.5 hover:bg-hover hover:no-underline"
    >
      <StatusIcon status={status} />
      <span className="min-w-0">
        <span className="name-type block truncate font-[500]">{runName}</span>
        <span className="block truncate text-small text-3">
          <Age time={startTime} />
          {details.map((detail) => ` · ${detail}`)}
        </span>
      </span>
      {data === undefined || data === null ? (
        <span />
      ) : (
        <Sparkline
          series={data}
          width={72}
          height={26}
          lastStep={lastStep}
          {...(mark === undefined ? {} : markStyle(mark))}
        />
      )}
      <span className="min-w-0 text-right">
        <span className="block text-[15px] font-bold">
          {metric === undefined ? (
            '–'
          ) : (
            <Changing value={metric.value}>{formatNumber(metric.value)}</Changing>
          )}
        </span>
        <span className="block truncate text-small text-3">{primary}</span>
      </span>
    </Link>
  );
};
