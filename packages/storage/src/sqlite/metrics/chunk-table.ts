import type { Columns } from '../../series/columns.ts';
import { appendColumns, createColumns, sliceColumns } from '../../series/columns.ts';
import { compareByTime, sortUnique } from '../../series/point-order.ts';
import type { Session } from '../transactions/session.ts';
import { decodeChunk, encodeChunk } from './chunk-codec.ts';

/** Where the last chunk ends and a new one begins. */
export const CHUNK_POINTS = 4096;

export interface ChunkEntry {
  readonly id: number;
  readonly firstTimestamp: number;
  readonly firstStep: number;
  readonly lastTimestamp: number;
  readonly lastStep: number;
  readonly count: number;
}

export interface Series {
  readonly run: number;
  readonly key: number;
}

const entryColumns =
  'id, first_timestamp AS firstTimestamp, first_step AS firstStep, last_timestamp AS lastTimestamp, last_step AS lastStep, count';

/** What is stored of a series, in time order, without its points. */
export const readChunkEntries = (session: Session, { run, key }: Series): ChunkEntry[] =>
  session.connection
    .prepare<ChunkEntry>(
      `SELECT ${entryColumns} FROM chunks WHERE run = ? AND key = ? ORDER BY first_timestamp, first_step, id`,
    )
    .all(run, key);

const readLastEntry = (session: Session, { run, key }: Series): ChunkEntry | undefined =>
  session.connection
    .prepare<ChunkEntry>(
      `SELECT ${entryColumns} FROM chunks WHERE run = ? AND key = ?
       ORDER BY first_timestamp DESC, first_step DESC, id DESC LIMIT 1`,
    )
    .get(run, key);

export const readChunk = (session: Session, id: number): Columns => {
  const row = session.connection
    .prepare<{ points: Uint8Array }>('SELECT points FROM chunks WHERE id = ?')
    .get(id);
  return row === undefined ? createColumns(0) : decodeChunk(row.points);
};

const isBefore = (columns: Columns, index: number, entry: ChunkEntry): boolean => {
  const timestamp = columns.timestamps[index] as number;
  return (
    timestamp < entry.firstTimestamp ||
    (timestamp === entry.firstTimestamp && (columns.steps[index] as number) < entry.firstStep)
  );
};

/**
 * Deals points out to the chunks whose stretch they fall into: everything up to the next chunk's first point. Points
 * of one timestamp and step always fall into one chunk, so that a repeat meets its original.
 */
export const assignToChunks = (points: Columns, entries: readonly ChunkEntry[]): Columns[] => {
  let start = 0;
  return entries.map((_, index) => {
    const next = entries[index + 1];
    let end = start;
    if (next === undefined) end = points.count;
    else while (end < points.count && isBefore(points, end, next)) end += 1;
    const part = sliceColumns(points, start, end);
    start = end;
    return part;
  });
};

export const mergeColumns = (left: Columns, right: Columns): Columns => {
  const merged = createColumns(left.count + right.count);
  appendColumns(merged, left);
  appendColumns(merged, right);
  return sortUnique(merged, compareByTime);
};

/** The end of the chunk that begins at `start`: never between two points of one timestamp and step. */
const chunkEnd = (points: Columns, start: number): number => {
  let end = Math.min(start + CHUNK_POINTS, points.count);
  while (
    end < points.count &&
    points.timestamps[end] === points.timestamps[end - 1] &&
    points.steps[end] === points.steps[end - 1]
  ) {
    end += 1;
  }
  return end;
};

const writeChunk = (session: Session, { run, key }: Series, points: Columns): void => {
  const last = points.count - 1;
  session.connection
    .prepare(
      `INSERT INTO chunks (run, key, first_timestamp, first_step, last_timestamp, last_step, count, points)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      run,
      key,
      points.timestamps[0],
      points.steps[0],
      points.timestamps[last],
      points.steps[last],
      points.count,
      encodeChunk(points),
    );
};

const replaceChunk = (session: Session, entry: ChunkEntry, points: Columns): void => {
  const last = points.count - 1;
  session.connection
    .prepare(
      `UPDATE chunks SET first_timestamp = ?, first_step = ?, last_timestamp = ?, last_step = ?, count = ?, points = ?
       WHERE id = ?`,
    )
    .run(
      points.timestamps[0],
      points.steps[0],
      points.timestamps[last],
      points.steps[last],
      points.count,
      encodeChunk(points),
      entry.id,
    );
};

/** Merges points into one chunk, which may have to be split. */
const mergeInto = (
  session: Session,
  series: Series,
  change: { entry: ChunkEntry; points: Columns },
): void => {
  const stored = readChunk(session, change.entry.id);
  const merged = mergeColumns(stored, change.points);
  if (merged.count === stored.count) return;
  let start = chunkEnd(merged, 0);
  replaceChunk(session, change.entry, sliceColumns(merged, 0, start));
  while (start < merged.count) {
    const end = chunkEnd(merged, start);
    writeChunk(session, series, sliceColumns(merged, start, end));
    start = end;
  }
};

/** Adds points to a series. What comes in order touches its last chunk only, whatever the length of its history. */
export const foldIntoChunks = (session: Session, series: Series, unordered: Columns): void => {
  const points = sortUnique(unordered, compareByTime);
  const last = readLastEntry(session, series);
  if (last === undefined) {
    for (let start = 0; start < points.count; ) {
      const end = chunkEnd(points, start);
      writeChunk(session, series, sliceColumns(points, start, end));
      start = end;
    }
    return;
  }
  const entries = isBefore(points, 0, last) ? readChunkEntries(session, series) : [last];
  for (const [index, part] of assignToChunks(points, entries).entries()) {
    const entry = entries[index];
    if (entry !== undefined && part.count > 0) mergeInto(session, series, { entry, points: part });
  }
};
