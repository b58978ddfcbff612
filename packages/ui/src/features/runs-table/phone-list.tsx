import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Skeleton } from '../../components/skeleton.tsx';
import { text } from '../../text.ts';
import type { LineKeys } from '../charts/line-keys.ts';
import { paramOf } from './columns.ts';
import { PhoneRow, type PhoneRowProps } from './phone-row.tsx';
import type { TreeRow } from './tree-rows.ts';

const ROW = 57;

export interface PhoneListProps extends Pick<PhoneRowProps, 'primary' | 'lastStep'> {
  /** Params worth a place on the second line. */
  readonly params: readonly string[];
  readonly rows: readonly TreeRow[];
  readonly total: number;
  readonly lines: LineKeys;
  onNeedMore(): void;
}

/** The runs on a phone: two lines each, virtual like the grid. */
export const PhoneList = ({ rows, total, lines, params, onNeedMore, ...shared }: PhoneListProps) => {
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
                <PhoneRow
                  run={row.run}
                  mark={lines[row.run.info.runId]}
                  details={params.flatMap((key) => paramOf(row.run, key) ?? [])}
                  {...shared}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
};
