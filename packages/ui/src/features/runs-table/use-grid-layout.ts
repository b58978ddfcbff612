import type { Run } from '@millrace/spec';
import { useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import { isRightAligned } from './cells.tsx';
import { parseColumnId } from './columns.ts';
import {
  fitWidth,
  type GridColumnInput,
  gridColumns,
  gridFeatures,
  headOf,
  NAME_COLUMN,
} from './grid-columns.ts';
import type { PlacedGroup } from './grid-head.tsx';
import type { PlacedColumn } from './grid-row.tsx';

const NO_ROWS: Run[] = [];
const PINNED = { columnPinning: { start: [NAME_COLUMN], end: [] } };

const shownOf = (meta: unknown): string =>
  typeof meta === 'object' && meta !== null && 'shown' in meta ? String(meta.shown) : '';

/** Places of columns and groups, from the table library's column model. */
export const useGridLayout = (input: GridColumnInput) => {
  const { ids, runs, keys, primary } = input;
  const columns = useMemo(() => gridColumns({ ids, runs, keys, primary }), [ids, runs, keys, primary]);
  const table = useTable({
    features: gridFeatures,
    columns,
    data: NO_ROWS,
    initialState: PINNED,
    columnResizeMode: 'onChange',
  });
  const { columnSizing } = table.state;

  return useMemo(() => {
    const [groupRow, leafRow] = table.getCenterHeaderGroups();
    const groups: PlacedGroup[] = [];
    let first = 0;
    for (const header of groupRow?.headers ?? []) {
      groups.push({
        id: header.id,
        label: String(header.column.columnDef.header ?? ''),
        shown: shownOf(header.column.columnDef.meta),
        start: header.getStart('center' as never),
        size: header.getSize(),
        span: header.colSpan,
        first,
      });
      first += header.colSpan;
    }
    const opens = new Set(groups.map((group) => group.first));
    const placed: (PlacedColumn & { label: string })[] = [];
    for (const [index, header] of (leafRow?.headers ?? []).entries()) {
      const column = parseColumnId(header.column.id);
      if (column === undefined) continue;
      placed.push({
        id: header.column.id,
        column,
        index,
        start: header.column.getStart('center'),
        size: header.column.getSize(),
        right: isRightAligned(column, runs),
        opensGroup: opens.has(index),
        label: headOf(column),
      });
    }
    return {
      groups,
      placed,
      nameWidth: table.getStartTotalSize(),
      total: table.getTotalSize(),
      onResize: (id: string) =>
        leafRow?.headers.find((header) => header.column.id === id)?.getResizeHandler(document),
      onFit: (id: string) => {
        const column = parseColumnId(id);
        if (column === undefined) return;
        const width = fitWidth(column, runs, column.kind === 'metric' && column.key === primary?.key);
        table.setColumnSizing((sizes) => ({ ...sizes, [id]: width }));
      },
    };
    // The table object is one and the same; what changes its answers is named here.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [columns, columnSizing, runs, primary]);
};
