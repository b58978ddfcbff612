import type { Metric } from '@millrace/spec';
import type { Columns } from '../../series/columns.ts';
import { appendColumns, createColumns } from '../../series/columns.ts';
import { compareByStep, compareByTime, isStrictlyOrdered, sortUnique } from '../../series/point-order.ts';
import type { Session } from '../transactions/session.ts';
import type { Series } from './chunk-table.ts';
import { assignToChunks, mergeColumns, readChunk, readChunkEntries } from './chunk-table.ts';

/** A stretch of a series that knows its length before its points are read. */
interface Stretch {
  readonly count: number;
  read(): Columns;
}

/** Stored stretches in time order, with what is not folded yet merged into those it falls into. */
const stretchesOf = (session: Session, series: Series, tail: Columns): Stretch[] => {
  const fresh = sortUnique({ ...tail }, compareByTime);
  const entries = readChunkEntries(session, series);
  if (entries.length === 0) return [{ count: fresh.count, read: () => fresh }];
  return assignToChunks(fresh, entries).map((part, index) => {
    const entry = entries[index];
    if (entry === undefined) return { count: 0, read: () => createColumns(0) };
    if (part.count === 0) return { count: entry.count, read: () => readChunk(session, entry.id) };
    const merged = mergeColumns(readChunk(session, entry.id), part);
    return { count: merged.count, read: () => merged };
  });
};

const toMetrics = (
  key: string,
  columns: Columns,
  { start, end }: { start: number; end: number },
): Metric[] => {
  const metrics: Metric[] = [];
  for (let index = start; index < end; index += 1) {
    metrics.push({
      key,
      value: columns.values[index] as number,
      timestamp: columns.timestamps[index] as number,
      step: columns.steps[index] as number,
    });
  }
  return metrics;
};

/** One page of a history: stretches before it are skipped by their counts. */
export const readPage = async (
  session: Session,
  series: Series & { name: string; tail: Columns },
  { offset, limit }: { offset: number; limit: number },
): Promise<Metric[]> => {
  const metrics: Metric[] = [];
  let skip = offset;
  for (const stretch of stretchesOf(session, series, series.tail)) {
    if (metrics.length >= limit) break;
    if (skip >= stretch.count) {
      skip -= stretch.count;
      continue;
    }
    const end = Math.min(stretch.count, skip + limit - metrics.length);
    const page = toMetrics(series.name, stretch.read(), { start: skip, end });
    skip = 0;
    if (page.length === limit) return page;
    for (const metric of page) metrics.push(metric);
    if (session.pace.isDue) await session.pace.pause();
  }
  return metrics;
};

/** A whole series in step order. */
export const readCurve = async (session: Session, series: Series, tail: Columns): Promise<Columns> => {
  const stretches = stretchesOf(session, series, tail);
  const only = stretches.length === 1 ? stretches[0] : undefined;
  if (only !== undefined) return sortUnique(only.read(), compareByStep);
  const whole = createColumns(stretches.reduce((sum, { count }) => sum + count, 0));
  // Looked at piece by piece: nearly every curve is in order already.
  let isOrdered = true;
  for (const stretch of stretches) {
    const start = whole.count;
    appendColumns(whole, stretch.read());
    isOrdered &&= isStrictlyOrdered(whole, compareByStep, start);
    if (session.pace.isDue) await session.pace.pause();
  }
  return isOrdered ? whole : sortUnique(whole, compareByStep);
};
