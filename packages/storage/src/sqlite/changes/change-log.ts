import type { Change } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';
import { METADATA, POINTS } from './touched.ts';

/** How far back a subscriber may resume. */
const KEPT_ROWS = 20_000;

/** What one batch tells at most; the rest follows in the next. */
const BATCH_ROWS = 2_000;

type ChangeRow = readonly [seq: number, experiment: number, runId: string | null, what: number];

export interface LoggedChanges {
  readonly cursor: number;
  readonly changes: Change[];
  readonly reset: boolean;
  /** More is there already. */
  readonly more: boolean;
}

/** Writes down what the open group touched. */
export const logChanges = (session: Session): void => {
  const insert = session.connection.prepare('INSERT INTO changes (experiment, run, what) VALUES (?, ?, ?)');
  for (const { experiment, run, what } of session.touched.takeGroup()) insert.run(experiment, run, what);
};

export const lastChange = (session: Session): number => {
  const row = session.connection.prepare<{ seq: number | null }>('SELECT max(seq) AS seq FROM changes').get();
  return row?.seq ?? 0;
};

/** The newest row always stays, so that numbers are never given out twice. */
export const trimChanges = (session: Session): void => {
  session.connection.prepare('DELETE FROM changes WHERE seq <= ?').run(lastChange(session) - KEPT_ROWS);
};

const merge = (rows: readonly ChangeRow[]): Change[] => {
  const merged = new Map<
    string,
    { experimentId: string; runId?: string; metrics: boolean; metadata: boolean }
  >();
  for (const [, experiment, runId, what] of rows) {
    const key = runId ?? `experiment ${experiment}`;
    let change = merged.get(key);
    if (change === undefined) {
      change = { experimentId: String(experiment), metrics: false, metadata: false };
      if (runId !== null) change.runId = runId;
      merged.set(key, change);
    }
    change.metrics ||= (what & POINTS) !== 0;
    change.metadata ||= (what & METADATA) !== 0;
  }
  return [...merged.values()];
};

/** What was committed after this change. */
export const readChanges = (session: Session, after: number): LoggedChanges => {
  const { connection } = session;
  const bounds = connection
    .prepare<{ first: number | null; last: number | null }>(
      'SELECT min(seq) AS first, max(seq) AS last FROM changes',
    )
    .get();
  const last = bounds?.last ?? 0;
  if (after > last || after < (bounds?.first ?? 1) - 1) {
    return { cursor: last, changes: [], reset: true, more: false };
  }
  const rows = connection
    .prepareArrays<ChangeRow>(
      `SELECT c.seq, c.experiment, r.run_id, c.what
       FROM changes c LEFT JOIN runs r ON r.id = c.run
       WHERE c.seq > ? ORDER BY c.seq LIMIT ${BATCH_ROWS}`,
    )
    .all(after);
  const cursor = rows.at(-1)?.[0] ?? after;
  return { cursor, changes: merge(rows), reset: false, more: cursor < last };
};
