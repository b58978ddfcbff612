import type { Columns } from '../../series/columns.ts';
import { createColumns, reserve } from '../../series/columns.ts';
import type { Session } from '../transactions/session.ts';
import type { PointBlock } from './point-block.ts';
import { decodePoints } from './point-block.ts';

export interface TailRow {
  readonly seq: number;
  readonly points: Uint8Array;
}

/** Hands each point on to the columns of its key; `wanted` leaves out the others. */
const scatter = (
  block: PointBlock,
  series: Map<number, Columns>,
  wanted: ReadonlySet<number> | undefined,
): void => {
  const { keys, timestamps, steps, values } = block;
  for (let index = 0; index < block.count; index += 1) {
    const key = keys[index] as number;
    if (wanted !== undefined && !wanted.has(key)) continue;
    let columns = series.get(key);
    if (columns === undefined) {
      columns = createColumns();
      series.set(key, columns);
    }
    const at = columns.count;
    if (at === columns.values.length) reserve(columns, at + 1);
    columns.timestamps[at] = timestamps[index] as number;
    columns.steps[at] = steps[index] as number;
    columns.values[at] = values[index] as number;
    columns.count = at + 1;
  }
};

/** Adds the points of these rows to the series they belong to. */
export const addToSeries = (
  series: Map<number, Columns>,
  rows: Iterable<TailRow>,
  wanted?: ReadonlySet<number>,
): void => {
  for (const { points } of rows) scatter(decodePoints(points), series, wanted);
};

/** A run's points that are not folded yet, by key, in the order they came. */
export const readTail = (
  session: Session,
  run: number,
  { wanted, after = 0 }: { wanted?: ReadonlySet<number>; after?: number } = {},
): Map<number, Columns> => {
  const rows = session.connection
    .prepare<TailRow>('SELECT seq, points FROM point_log WHERE run = ? AND seq > ? ORDER BY seq')
    .iterate(run, after);
  const series = new Map<number, Columns>();
  addToSeries(series, rows, wanted);
  return series;
};
