import { useMemo, useRef, useState } from 'react';
import type { TreeRow } from './tree-rows.ts';

/** Which runs are selected, and where the cursor is. Both by run, so that neither moves when rows do. */
export const useGridSelection = (rows: readonly TreeRow[]) => {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState<string>();
  const anchor = useRef<string>(undefined);
  const latest = useRef(rows);
  latest.current = rows;
  const cursorNow = useRef(cursor);
  cursorNow.current = cursor;

  const moves = useMemo(() => {
    const indexOf = (runId: string | undefined): number =>
      latest.current.findIndex((row) => row.run.info.runId === runId);

    const select = (runId: string, range: boolean): void => {
      const start = range ? indexOf(anchor.current) : -1;
      const end = indexOf(runId);
      setSelected((before) => {
        const next = new Set(before);
        if (start >= 0 && end >= 0) {
          for (let index = Math.min(start, end); index <= Math.max(start, end); index++) {
            const row = latest.current[index];
            if (row !== undefined) next.add(row.run.info.runId);
          }
        } else if (!next.delete(runId)) next.add(runId);
        return next;
      });
      anchor.current = runId;
      setCursor(runId);
    };

    /** The cursor goes up or down by so many rows; with `extend` it selects what it passes. */
    const step = (by: number, extend: boolean): void => {
      const from = indexOf(cursorNow.current);
      const to = Math.min(latest.current.length - 1, Math.max(0, from < 0 && by > 0 ? 0 : from + by));
      const row = latest.current[to];
      if (row === undefined) return;
      const { runId } = row.run.info;
      if (extend) {
        const start = latest.current[from];
        setSelected((before) => {
          const next = new Set(before);
          if (start !== undefined) next.add(start.run.info.runId);
          return next.add(runId);
        });
        anchor.current = runId;
      }
      setCursor(runId);
    };

    return {
      select,
      step,
      moveCursor: (runId: string): void => setCursor(runId),
      selectAll: (): void =>
        setSelected((before) => {
          const ids = latest.current.map((row) => row.run.info.runId);
          return ids.every((id) => before.has(id)) ? new Set() : new Set([...before, ...ids]);
        }),
      replace: (runIds: Iterable<string>): void => setSelected(new Set(runIds)),
    };
  }, []);

  return { selected, cursor, ...moves };
};
