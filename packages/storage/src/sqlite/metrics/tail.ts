import type { Columns } from '../../series/columns.ts';
import { createColumns, reserve } from '../../series/columns.ts';
import type { Session } from '../transactions/session.ts';
import type { PointBlock } from './point-block.ts';
import { decodePoints } from './point-block.ts';

export interface TailRow {
  readonly seq: number;
  readonly points: Uint8Array;
}

/** Hands each point on to the columns of its key, if that is wanted. */
const scatter = (block: PointBlock, series: Map<number, Columns>, wanted: ReadonlySet<number>): void => {
  const { keys, timestamps, steps, values } = block;
  for (let index = 0; index < block.count; index += 1) {
    const key = keys[index] as number;
    if (!wanted.has(key)) continue;
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

/** A run's points that are not folded yet, by key, in the order they came. */
export const readTail = async (
  session: Session,
  run: number,
  wanted: ReadonlySet<number>,
): Promise<Map<number, Columns>> => {
  const rows = session.connection
    .prepare<TailRow>('SELECT seq, points FROM point_log WHERE run = ? ORDER BY seq')
    .iterate(run);
  const series = new Map<number, Columns>();
  for (const { points } of rows) {
    scatter(decodePoints(points), series, wanted);
    if (session.pace.isDue) await session.pace.pause();
  }
  return series;
};
