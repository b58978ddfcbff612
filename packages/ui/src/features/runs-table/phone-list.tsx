import type { Run } from '@millrace/spec';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { sparkCurve } from '../../api/curves.ts';
import { Age } from '../../components/age.tsx';
import { Changing } from '../../components/changing.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { StatusIcon } from '../../components/status-icon.tsx';
import { formatNumber } from '../../format/number.ts';
import { text } from '../../text.ts';
import type { LineKeys } from '../charts/line-keys.ts';
import { type LineMark, markStyle } from '../charts/line-mark.ts';
import { metricOf } from './columns.ts';
import type { TreeRow } from './tree-rows.ts';

const ROW = 57;

interface PhoneRowProps {
  readonly run: Run;
  readonly primary: string | undefined;
  /** Params worth a place on the second line. */
  readonly params: readonly string[];
  readonly mark: LineMark | undefined;
  readonly lastStep: number | undefined;
}

const PhoneRow = ({ run, primary, params, mark, lastStep }: PhoneRowProps) => {
  const { runId, experimentId, runName, status, startTime } = run.info;
  const metric = primary === undefined ? undefined : metricOf(run, primary);
  const { data } = useQuery({ ...sparkCurve(runId, primary ?? ''), enabled: metric !== undefined });
  const values = params.flatMap((key) => run.params.find((param) => param.key === key)?.value ?? []);
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
          {values.map((value) => ` · ${value}`)}
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

export interface PhoneListProps extends Pick<PhoneRowProps, 'primary' | 'params' | 'lastStep'> {
  readonly rows: readonly TreeRow[];
  readonly total: number;
  readonly lines: LineKeys;
  onNeedMore(): void;
}

/** The runs on a phone: two lines each, virtual like the grid. */
export const PhoneList = ({ rows, total, lines, onNeedMore, ...shared }: PhoneListProps) => {
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last + 30 > rows.length && rows.length < total) onNeedMore();
  }, [last, rows.length, total, onNeedMore]);
  return (
    <div
      ref={scroll}
      tabIndex={0}
      role="region"
      aria-label={text.runs.table}
      className="min-h-0 flex-1 overflow-y-auto"
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          return (
            <li
              key={row?.run.info.runId ?? item.index}
              className="absolute inset-x-0"
              style={{ top: item.start, height: ROW }}
            >
              {row === undefined ? (
                <Skeleton className="mx-3.5 mt-5 h-4" />
              ) : (
                <PhoneRow run={row.run} mark={lines[row.run.info.runId]} {...shared} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
};
