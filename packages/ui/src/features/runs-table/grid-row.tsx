import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { clsx } from 'clsx';
import { memo } from 'react';
import { Checkbox } from '../../components/checkbox.tsx';
import { Icon } from '../../components/icon.tsx';
import { LineKey } from '../../components/line-key.tsx';
import { StatusIcon } from '../../components/status-icon.tsx';
import { text } from '../../text.ts';
import type { LineMark } from '../charts/line-mark.ts';
import { Cell, type CellContext } from './cells.tsx';
import type { Column } from './columns.ts';
import type { TreeRow } from './tree-rows.ts';

/** A column in sight, with its place. */
export interface PlacedColumn {
  readonly id: string;
  readonly column: Column;
  readonly index: number;
  readonly start: number;
  readonly size: number;
  readonly right: boolean;
  readonly opensGroup: boolean;
}

/** What a row may ask for. One object for the table's life, so that rows do not repaint. */
export interface RowActions {
  select(runId: string, range: boolean): void;
  plot(runId: string): void;
  toggle(runId: string): void;
  moveCursor(runId: string): void;
}

export interface GridRowProps {
  readonly row: TreeRow;
  readonly index: number;
  readonly top: number;
  readonly nameWidth: number;
  readonly columns: readonly PlacedColumn[];
  readonly context: CellContext;
  readonly actions: RowActions;
  readonly mark: LineMark | undefined;
  readonly selected: boolean;
  readonly cursor: boolean;
  readonly collapsed: boolean;
}

export const rowId = (runId: string): string => `run-${runId}`;
/** Two rows of heads stand before the first run. */
export const HEAD_ROWS = 2;

const NameCell = ({ row, actions, mark, selected, collapsed }: GridRowProps) => {
  const { run, depth, children } = row;
  const { runId, runName, experimentId, status } = run.info;
  return (
    <>
      <div role="gridcell" aria-colindex={1} className="grid w-7 shrink-0 place-items-center pl-1.5">
        <Checkbox
          label={text.runs.select(runName)}
          checked={selected}
          tabIndex={-1}
          onToggle={(event) => actions.select(runId, event.shiftKey)}
        />
      </div>
      <div
        role="gridcell"
        aria-colindex={2}
        className="flex min-w-0 flex-1 items-center gap-1.75 pr-2 pl-1.5"
      >
        <button
          type="button"
          tabIndex={-1}
          aria-pressed={mark !== undefined}
          aria-label={text.runs.plot(runName)}
          onClick={() => actions.plot(runId)}
          className="relative after:absolute after:-inset-1.5"
        >
          <LineKey mark={mark} />
        </button>
        <StatusIcon status={status} />
        {depth > 0 && (
          <span
            aria-hidden="true"
            className="h-(--row) shrink-0 border-l border-line-2"
            style={{ marginLeft: 4 + (depth - 1) * 16, width: 8 }}
          />
        )}
        {children > 0 && (
          <button
            type="button"
            tabIndex={-1}
            aria-expanded={!collapsed}
            aria-label={text.runs.nested(runName)}
            onClick={() => actions.toggle(runId)}
            className="relative -mx-0.5 text-3 after:absolute after:-inset-1.5 hover:text-1"
          >
            <Icon of={collapsed ? ChevronRight : ChevronDown} small className="size-3!" />
          </button>
        )}
        <Link
          to="/experiments/$experimentId/runs/$runId"
          params={{ experimentId, runId }}
          tabIndex={-1}
          title={runName}
          className="name-type min-w-0 truncate font-[500]"
        >
          {runName}
        </Link>
        {children > 0 && <span className="text-3">{children}</span>}
      </div>
    </>
  );
};

const tone = ({ selected }: GridRowProps): string =>
  selected ? 'bg-accent-soft' : 'bg-surface group-hover:bg-hover';

export const GridRow = memo((props: GridRowProps) => {
  const { row, index, top, nameWidth, columns, context, actions, mark, selected, cursor } = props;
  const { run } = row;
  return (
    <div
      role="row"
      id={rowId(run.info.runId)}
      aria-rowindex={index + HEAD_ROWS + 1}
      aria-selected={selected}
      data-cursor={cursor || undefined}
      onClick={() => actions.moveCursor(run.info.runId)}
      className={clsx('group absolute left-0 h-(--row) w-full border-b border-line text-cell', tone(props))}
      style={{ top }}
    >
      <div
        role="presentation"
        className={clsx('sticky left-0 z-1 flex h-full border-r border-line-2', tone(props))}
        style={{ width: nameWidth }}
      >
        <NameCell {...props} />
      </div>
      {columns.map((placed) => (
        <div
          key={placed.id}
          role="gridcell"
          aria-colindex={placed.index + 3}
          className={clsx(
            'absolute top-0 flex h-full items-center px-(--cell) whitespace-nowrap',
            placed.right && 'justify-end',
            placed.opensGroup && 'border-l border-line',
            (placed.column.kind === 'user' ||
              placed.column.kind === 'created' ||
              placed.column.kind === 'duration') &&
              'text-2',
          )}
          style={{ left: nameWidth + placed.start, width: placed.size }}
        >
          <div className={clsx('min-w-0', placed.right ? 'overflow-hidden' : 'name-type truncate')}>
            <Cell column={placed.column} run={run} context={context} mark={mark} />
          </div>
        </div>
      ))}
      {cursor && (
        <div
          aria-hidden="true"
          className="pointer-events-none absolute inset-x-0 -top-px -bottom-px z-2 border-y border-accent shadow-[inset_2px_0_0_var(--accent)]"
        />
      )}
    </div>
  );
});

/** A row that is on its way: its place, its height, nothing else. */
export const GridRowSkeleton = ({ top, nameWidth }: { readonly top: number; readonly nameWidth: number }) => (
  <div
    role="presentation"
    className="absolute left-0 h-(--row) w-full border-b border-line bg-surface"
    style={{ top }}
  >
    <div
      className="sticky left-0 flex h-full items-center gap-2 border-r border-line-2 pl-9"
      style={{ width: nameWidth }}
    >
      <LineKey mark={undefined} />
      <span className="skeleton ml-4 h-2.5 w-28" />
    </div>
  </div>
);
