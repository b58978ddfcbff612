import type { Run } from '@millrace/spec';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { sparkCurve } from '../../api/curves.ts';
import { Age, useNow } from '../../components/age.tsx';
import { Changing } from '../../components/changing.tsx';
import { Chip } from '../../components/chip.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { formatExact, formatInColumn, looksNumeric } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { text } from '../../text.ts';
import { type LineMark, markStyle } from '../charts/line-mark.ts';
import { type Column, metricOf, paramOf, tagOf } from './columns.ts';
import type { MetricScale } from './grid-columns.ts';
import type { PrimaryMetric } from './keys.ts';

/** What every cell of a table knows. */
export interface CellContext {
  readonly scales: ReadonlyMap<string, MetricScale>;
  readonly primary: PrimaryMetric | undefined;
  readonly bestRunId: string | undefined;
}

const Missing = () => (
  <span className="text-off" title={text.missing}>
    –
  </span>
);

const Duration = ({ run }: { readonly run: Run }) => {
  const { startTime, endTime, status } = run.info;
  const now = useNow(1000);
  if (status === 'SCHEDULED') return <Missing />;
  if (endTime === null && status !== 'RUNNING') return <Missing />;
  return <>{formatDuration(Math.max(0, (endTime ?? now) - startTime))}</>;
};

const BAR = 18;

const PrimaryBar = ({ value, scale }: { readonly value: number; readonly scale: MetricScale }) => {
  const share = scale.high > scale.low ? (value - scale.low) / (scale.high - scale.low) : 1;
  return (
    <span
      aria-hidden="true"
      className="absolute top-1/2 left-2 h-1.25 -translate-y-1/2 rounded-[1px] bg-accent-line opacity-75"
      style={{ width: Math.max(1.5, share * BAR) }}
    />
  );
};

interface MetricCellProps {
  readonly run: Run;
  readonly metricKey: string;
  readonly context: CellContext;
}

const MetricCell = ({ run, metricKey, context }: MetricCellProps) => {
  const metric = metricOf(run, metricKey);
  if (metric === undefined) return <Missing />;
  const scale = context.scales.get(metricKey);
  const isPrimary = context.primary?.key === metricKey;
  const isBest = isPrimary && context.bestRunId === run.info.runId;
  const { value } = metric;
  return (
    <span
      title={formatExact(value)}
      className={clsx(
        !Number.isFinite(value) && 'text-warn',
        isPrimary && 'font-strong',
        isBest && 'font-[650]! text-ok',
      )}
    >
      {isPrimary && scale !== undefined && Number.isFinite(value) && (
        <PrimaryBar value={value} scale={scale} />
      )}
      <Changing value={value}>{formatInColumn(value, scale?.decimals ?? 4)}</Changing>
    </span>
  );
};

interface CurveCellProps extends MetricCellProps {
  readonly mark: LineMark | undefined;
}

const CurveCell = ({ run, metricKey, context, mark }: CurveCellProps) => {
  const logged = metricOf(run, metricKey) !== undefined;
  const { data } = useQuery({ ...sparkCurve(run.info.runId, metricKey), enabled: logged });
  if (data === undefined || data === null || data.values.length < 2) return null;
  const style = mark === undefined ? {} : markStyle(mark);
  return <Sparkline series={data} {...style} lastStep={context.scales.get(metricKey)?.lastStep} />;
};

export interface CellProps {
  readonly column: Column;
  readonly run: Run;
  readonly context: CellContext;
  readonly mark: LineMark | undefined;
}

export const Cell = ({ column, run, context, mark }: CellProps) => {
  switch (column.kind) {
    case 'created':
      return <Age time={run.info.startTime} />;
    case 'duration':
      return <Duration run={run} />;
    case 'user':
      return run.info.userId === '' ? <Missing /> : <>{run.info.userId}</>;
    case 'status':
      return <>{text.status[run.info.status]}</>;
    case 'name':
      return <>{run.info.runName}</>;
    case 'metric':
      return <MetricCell run={run} metricKey={column.key} context={context} />;
    case 'curve':
      return <CurveCell run={run} metricKey={column.key} context={context} mark={mark} />;
    case 'param': {
      const value = paramOf(run, column.key);
      return value === undefined ? (
        <Missing />
      ) : (
        <span className="block min-w-0 truncate" title={value}>
          {value}
        </span>
      );
    }
    case 'tag': {
      const value = tagOf(run, column.key);
      return value === undefined ? null : <Chip>{value}</Chip>;
    }
  }
};

/** Numbers and times stand right, text left. Params follow what most of them look like. */
export const isRightAligned = (column: Column, runs: readonly Run[]): boolean => {
  if (column.kind === 'param') {
    const values = runs.slice(0, 100).flatMap((run) => paramOf(run, column.key) ?? []);
    return values.length > 0 && values.filter(looksNumeric).length * 2 > values.length;
  }
  return column.kind === 'created' || column.kind === 'duration' || column.kind === 'metric';
};
