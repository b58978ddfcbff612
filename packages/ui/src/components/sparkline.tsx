import type { SeriesColumns } from '@millrace/spec';
import { sparkPath } from '../features/charts/spark-path.ts';

export interface SparklineProps {
  readonly series: SeriesColumns;
  readonly width?: number;
  readonly height?: number;
  readonly colour?: string;
  readonly dash?: readonly number[];
  /** The greatest step of all curves beside it, so that lengths compare. */
  readonly lastStep?: number | undefined;
  readonly filled?: boolean;
}

/** A small curve with a dot at its end. Decorative: its value stands beside it. */
export const Sparkline = ({
  series,
  width = 78,
  height = 15,
  colour = 'var(--text-3)',
  dash = [],
  lastStep,
  filled = false,
}: SparklineProps) => {
  const path = sparkPath(series, { width, height, lastStep });
  if (path === undefined) return null;
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      className="block overflow-visible"
    >
      {filled && (
        <path
          d={`${path.line}L${path.end.x} ${height}L${path.start.x} ${height}Z`}
          fill={colour}
          opacity="0.09"
        />
      )}
      <path
        d={path.line}
        fill="none"
        stroke={colour}
        strokeWidth={filled ? 1.5 : 1.2}
        strokeLinejoin="round"
        strokeDasharray={dash.join(' ')}
        vectorEffect="non-scaling-stroke"
      />
      {!filled && <circle cx={path.end.x} cy={path.end.y} r="1.5" fill={colour} />}
    </svg>
  );
};
