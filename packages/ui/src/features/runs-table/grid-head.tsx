import { ArrowDown, ArrowUp } from 'lucide-react';
import { clsx } from 'clsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../text.ts';
import { parseColumnId, type Sort, sortField } from './columns.ts';
import type { PlacedColumn } from './grid-row.tsx';

export const HEAD_HEIGHT = 45;

export interface PlacedGroup {
  readonly id: string;
  readonly label: string;
  /** "5 of 96". */
  readonly shown: string;
  readonly start: number;
  readonly size: number;
  readonly span: number;
  readonly first: number;
}

export interface GridHeadProps {
  readonly nameWidth: number;
  readonly nameLabel: string;
  readonly groups: readonly PlacedGroup[];
  readonly columns: readonly (PlacedColumn & { readonly label: string })[];
  readonly sort: Sort;
  readonly allSelected: boolean | 'mixed';
  onSort(id: string): void;
  onSelectAll(): void;
  onResize(id: string): ((event: unknown) => void) | undefined;
  onFit(id: string): void;
}

interface HeadLabelProps extends Pick<GridHeadProps, 'sort' | 'onSort'> {
  readonly id: string;
  readonly label: string;
}

const HeadLabel = ({ id, label, sort, onSort }: HeadLabelProps) => {
  const column = parseColumnId(id);
  const sorted = sort.id === id;
  if (column === undefined || sortField(column) === undefined) {
    return (
      <span className="truncate" title={label}>
        {label}
      </span>
    );
  }
  return (
    <button
      type="button"
      title={label}
      onClick={() => onSort(id)}
      className={clsx('flex min-w-0 items-center gap-0.5 hover:text-1', sorted && 'font-strong text-1')}
    >
      <span className="truncate">{label}</span>
      {sorted && <Icon of={sort.descending ? ArrowDown : ArrowUp} small className="size-3!" />}
    </button>
  );
};

const ariaSort = (sort: Sort, id: string): 'ascending' | 'descending' | undefined =>
  sort.id === id ? (sort.descending ? 'descending' : 'ascending') : undefined;

/** Two rows: groups with a rule under their columns, then the columns. */
export const GridHead = (props: GridHeadProps) => {
  const { nameWidth, nameLabel, groups, columns, sort, onSort } = props;
  return (
    <div
      role="rowgroup"
      className="sticky top-0 z-3 bg-surface text-caption font-[450] text-3"
      style={{ height: HEAD_HEIGHT }}
    >
      <div role="row" aria-rowindex={1} className="absolute inset-x-0 top-0 h-5.25">
        <div
          role="presentation"
          className="sticky left-0 z-1 h-full border-r border-line-2 bg-surface"
          style={{ width: nameWidth }}
        />
        {groups.map((group) => (
          <div
            key={group.id}
            role="columnheader"
            aria-colindex={group.first + 3}
            aria-colspan={group.span}
            className="absolute top-0 h-full border-l border-line px-2"
            style={{ left: nameWidth + group.start, width: group.size }}
          >
            <span className="block h-5 truncate border-b border-line font-strong leading-5 text-2">
              {group.label} <span className="ml-1 font-normal text-3">{group.shown}</span>
            </span>
          </div>
        ))}
      </div>
      <div role="row" aria-rowindex={2} className="absolute inset-x-0 top-5.25 h-6 border-b border-line-2">
        <div
          role="presentation"
          className="sticky left-0 z-2 flex h-full border-r border-line-2 bg-surface"
          style={{ width: nameWidth }}
        >
          <div
            role="columnheader"
            aria-colindex={1}
            className="group grid w-7 shrink-0 place-items-center pl-1.5"
          >
            <Checkbox label={text.runs.selectAll} checked={props.allSelected} onToggle={props.onSelectAll} />
          </div>
          <div
            role="columnheader"
            aria-colindex={2}
            aria-sort={ariaSort(sort, 'name')}
            className="flex min-w-0 flex-1 items-center pr-2 pl-1.5"
          >
            <HeadLabel id="name" label={nameLabel} sort={sort} onSort={onSort} />
          </div>
        </div>
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={column.index + 3}
            aria-sort={ariaSort(sort, column.id)}
            className={clsx(
              'group/head absolute top-0 flex h-full items-center px-(--cell)',
              column.right && 'justify-end',
              column.opensGroup && 'border-l border-line',
            )}
            style={{ left: nameWidth + column.start, width: column.size }}
          >
            <HeadLabel id={column.id} label={column.label} sort={sort} onSort={onSort} />
            <span
              aria-hidden="true"
              onPointerDown={props.onResize(column.id)}
              onDoubleClick={() => props.onFit(column.id)}
              className="absolute inset-y-0.5 -right-1 z-1 w-2 cursor-col-resize touch-none border-r-2 border-transparent hover:border-line-ctl"
            />
          </div>
        ))}
      </div>
    </div>
  );
};
