import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { text } from '../../text.ts';
import type { LineKeys } from '../charts/line-keys.ts';
import type { CellContext } from './cells.tsx';
import type { Sort } from './columns.ts';
import type { GridColumnInput } from './grid-columns.ts';
import { GridHead, HEAD_HEIGHT } from './grid-head.tsx';
import { GridRow, GridRowSkeleton, HEAD_ROWS, type RowActions, rowId } from './grid-row.tsx';
import type { SightStore } from './sight.ts';
import type { TreeRow } from './tree-rows.ts';
import { useGridLayout } from './use-grid-layout.ts';
import { useRowHeight } from './use-row-height.ts';

export interface RunsGridProps {
  readonly layout: GridColumnInput;
  readonly rows: readonly TreeRow[];
  /** Rows the whole table has, those still to come included. */
  readonly total: number;
  readonly context: CellContext;
  readonly lines: LineKeys;
  readonly selected: ReadonlySet<string>;
  readonly collapsed: ReadonlySet<string>;
  readonly cursor: string | undefined;
  readonly sort: Sort;
  readonly stale: boolean;
  readonly actions: RowActions;
  readonly scrollRef: React.RefObject<HTMLDivElement | null>;
  onSort(id: string): void;
  onSelectAll(): void;
  /** The rows in sight reach beyond what is there. */
  onNeedMore(): void;
  readonly sight: SightStore;
}

const AHEAD = 60;

const selectionOf = (rows: readonly TreeRow[], selected: ReadonlySet<string>): boolean | 'mixed' => {
  if (selected.size === 0) return false;
  return rows.every((row) => selected.has(row.run.info.runId)) ? true : 'mixed';
};

/** The runs, virtual both ways: what is out of sight is not there. */
export const RunsGrid = (props: RunsGridProps) => {
  const { rows, total, scrollRef, cursor, onNeedMore, sight } = props;
  const rowHeight = useRowHeight();
  const layout = useGridLayout(props.layout);
  const { placed, nameWidth } = layout;

  const vertical = useVirtualizer({
    count: total,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: HEAD_HEIGHT,
    paddingStart: HEAD_HEIGHT,
  });
  const horizontal = useVirtualizer({
    horizontal: true,
    count: placed.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) => placed[index]?.size ?? 0,
    overscan: 3,
  });
  useEffect(() => vertical.measure(), [vertical, rowHeight]);
  useEffect(() => horizontal.measure(), [horizontal, placed]);

  const items = vertical.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last + AHEAD > rows.length && rows.length < total) onNeedMore();
  }, [last, rows.length, total, onNeedMore]);

  const { range } = vertical;
  const firstInSight = range?.startIndex ?? 0;
  const lastInSight = range?.endIndex ?? 0;
  useEffect(
    () => sight.write({ first: firstInSight, last: lastInSight }),
    [firstInSight, lastInSight, sight],
  );

  const cursorIndex = cursor === undefined ? -1 : rows.findIndex((row) => row.run.info.runId === cursor);
  const lastCursor = useRef(cursor);
  useEffect(() => {
    if (lastCursor.current === cursor) return;
    lastCursor.current = cursor;
    if (cursorIndex >= 0) vertical.scrollToIndex(cursorIndex, { align: 'auto' });
  }, [cursor, cursorIndex, vertical]);

  const columnItems = horizontal.getVirtualItems();
  const from = columnItems[0]?.index ?? 0;
  const to = columnItems.at(-1)?.index ?? -1;
  const columns = useMemo(() => placed.slice(from, to + 1), [placed, from, to]);

  return (
    <div
      ref={scrollRef}
      role="grid"
      aria-label={text.runs.table}
      aria-rowcount={total + HEAD_ROWS}
      aria-colcount={placed.length + 2}
      aria-multiselectable="true"
      aria-activedescendant={cursor === undefined ? undefined : rowId(cursor)}
      aria-busy={props.stale}
      tabIndex={0}
      className="scroll-thin relative min-h-0 flex-1 overflow-auto -outline-offset-2"
    >
      <div
        role="presentation"
        className={props.stale ? 'relative opacity-60' : 'relative'}
        style={{ height: vertical.getTotalSize(), minWidth: '100%', width: layout.total }}
      >
        <GridHead
          nameWidth={nameWidth}
          nameLabel={text.runs.column.name}
          groups={layout.groups}
          columns={columns}
          sort={props.sort}
          allSelected={selectionOf(rows, props.selected)}
          onSort={props.onSort}
          onSelectAll={props.onSelectAll}
          onResize={layout.onResize}
          onFit={layout.onFit}
        />
        <div role="rowgroup">
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) {
              return <GridRowSkeleton key={item.index} top={item.start} nameWidth={nameWidth} />;
            }
            const { runId } = row.run.info;
            return (
              <GridRow
                key={runId}
                row={row}
                index={item.index}
                top={item.start}
                nameWidth={nameWidth}
                columns={columns}
                context={props.context}
                actions={props.actions}
                mark={props.lines[runId]}
                selected={props.selected.has(runId)}
                cursor={runId === cursor}
                collapsed={props.collapsed.has(runId)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
};
