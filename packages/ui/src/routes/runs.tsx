import { getRouteApi } from '@tanstack/react-router';
import { ArrowUp } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { LifecycleView } from '../api/queries.ts';
import { Icon } from '../components/icon.tsx';
import { Problem } from '../components/problem.tsx';
import { Segmented } from '../components/segmented.tsx';
import { StatusIcon } from '../components/status-icon.tsx';
import { togglePlotted } from '../features/charts/line-keys.ts';
import { FilterBox } from '../features/filter/filter-box.tsx';
import { ExperimentMenu } from '../features/experiments/experiment-menu.tsx';
import { useIsPhone } from '../features/frame/use-is-phone.ts';
import { Page } from '../features/frame/page.tsx';
import { ColumnPicker } from '../features/runs-table/column-picker.tsx';
import { nextSort, readSort, writeColumns, writeSort } from '../features/runs-table/columns.ts';
import { NoMatches } from '../features/runs-table/no-matches.tsx';
import { PhoneList } from '../features/runs-table/phone-list.tsx';
import { useRunDeed } from '../features/runs-table/run-actions.ts';
import { RunsCount } from '../features/runs-table/runs-count.tsx';
import { RunsFooter } from '../features/runs-table/runs-footer.tsx';
import { RunsGrid } from '../features/runs-table/runs-grid.tsx';
import { createSightStore } from '../features/runs-table/sight.ts';
import { SelectionBar } from '../features/runs-table/selection-bar.tsx';
import { useGridSelection } from '../features/runs-table/use-grid-selection.ts';
import { useLiveRuns } from '../features/runs-table/use-live-runs.ts';
import { useRunsKeys } from '../features/runs-table/use-runs-keys.ts';
import { useRunsTable } from '../features/runs-table/use-runs-table.ts';
import { useRunningCount } from '../features/runs-table/use-running-count.ts';
import { Teach } from '../features/teach/teach.tsx';
import { formatCount } from '../format/number.ts';
import { text } from '../text.ts';
import type { RunsSearch } from '../url/runs-search.ts';

const route = getRouteApi('/experiments/$experimentId');

export const RunsRoute = () => {
  const { experimentId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isPhone = useIsPhone();
  const view: LifecycleView = search.view ?? 'active';
  const sort = useMemo(() => readSort(search.sort), [search.sort]);
  const scroll = useRef<HTMLDivElement>(null);
  const [sight] = useState(createSightStore);
  const [picking, setPicking] = useState(false);

  const runsView = useMemo(
    () => ({ experimentId, filter: search.q, sort, view }),
    [experimentId, search.q, sort, view],
  );
  const table = useRunsTable(runsView, search.cols);
  const { selected, cursor, select, moveCursor, step, selectAll, replace } = useGridSelection(table.rows);
  const running = useRunningCount(experimentId);
  const deed = useRunDeed();

  const change = useCallback(
    (part: RunsSearch) => void navigate({ search: (before) => ({ ...before, ...part }) }),
    [navigate],
  );
  const mayFollow = (): boolean => {
    const grid = scroll.current;
    return grid !== null && grid.scrollTop === 0 && !grid.matches(':hover') && cursor === undefined;
  };
  const live = useLiveRuns(runsView, mayFollow);

  const { toggle } = table;
  const actions = useMemo(
    () => ({ select, moveCursor, toggle, plot: (runId: string) => togglePlotted(experimentId, runId) }),
    [select, moveCursor, toggle, experimentId],
  );
  const clear = (): void => replace([]);
  const doDeed = async (): Promise<void> => {
    const ids = [...selected];
    clear();
    replace(await deed(view === 'active' ? 'delete' : 'restore', ids));
  };
  useRunsKeys({
    cursor,
    selected,
    step,
    actions,
    experimentId,
    onClear: clear,
    onColumns: () => setPicking((open) => !open),
  });

  const name = table.experiment.data?.name ?? '';
  const shown = new Set(table.rows.map((row) => row.run.info.runId));
  const hidden = [...selected].filter((runId) => !shown.has(runId)).length;
  const isLoading = table.query.isPending;
  const isEmpty = !isLoading && table.rows.length === 0;
  const isUnused = isEmpty && search.q === undefined && view === 'active';
  const error = table.experiment.error ?? (table.query.data === undefined ? table.query.error : null);

  const body = () => {
    if (error !== null) return <Problem error={error} onRetry={() => void table.query.refetch()} />;
    if (isUnused) {
      return <Teach title={text.runs.none(name)} experiment={{ experimentName: name, experimentId }} />;
    }
    if (isEmpty) return <NoMatches filter={search.q} onClear={() => change({ q: undefined })} />;
    if (isPhone) {
      return (
        <PhoneList
          rows={table.rows}
          total={table.total}
          lines={table.lines}
          primary={table.primary?.key}
          lastStep={table.context.scales.get(table.primary?.key ?? '')?.lastStep}
          params={table.ids
            .filter((id) => id.startsWith('p.'))
            .slice(0, 2)
            .map((id) => id.slice(2))}
          onNeedMore={table.needMore}
        />
      );
    }
    return (
      <RunsGrid
        layout={table.layout}
        rows={table.rows}
        total={isLoading ? 30 : table.total}
        context={table.context}
        lines={table.lines}
        selected={selected}
        collapsed={table.collapsed}
        cursor={cursor}
        sort={sort}
        stale={table.query.isPlaceholderData}
        actions={actions}
        scrollRef={scroll}
        onSort={(id) => change({ sort: writeSort(nextSort(sort, id)) })}
        onSelectAll={selectAll}
        onNeedMore={table.needMore}
        sight={sight}
      />
    );
  };

  return (
    <Page
      crumbs={[{ label: text.nav.experiments, link: { to: '/experiments' } }]}
      title={name}
      aside={<RunsCount all={table.all} />}
      actions={
        <>
          {running > 0 && (
            <span className="flex items-center gap-1.5 text-small text-2">
              <StatusIcon status="RUNNING" /> {text.runs.running(running)}
            </span>
          )}
          {table.experiment.data !== undefined && <ExperimentMenu experiment={table.experiment.data} />}
        </>
      }
    >
      <div className="flex h-10 shrink-0 items-center gap-1.5 border-b border-line pr-3 pl-4 max-tablet:h-13 max-tablet:px-3.5">
        {!isUnused && (
          <>
            <FilterBox
              applied={search.q ?? ''}
              onApply={(filter) => change({ q: filter === '' ? undefined : filter })}
              count={
                search.q === undefined || table.found === undefined || table.all === undefined
                  ? ''
                  : text.runs.of(formatCount(table.found), formatCount(table.all))
              }
            />
            <ColumnPicker
              open={picking}
              onOpenChange={setPicking}
              ids={table.ids}
              keys={table.keys}
              onChange={(ids) => change({ cols: ids === undefined ? undefined : writeColumns(ids) })}
            />
          </>
        )}
        <div className="ml-auto">
          {' '}
          <Segmented
            label={text.runs.view}
            value={view}
            options={[
              { value: 'active', label: text.active },
              { value: 'deleted', label: text.deleted },
            ]}
            onChange={(next) => change({ view: next === 'deleted' ? next : undefined })}
          />
        </div>
      </div>
      <div className="relative flex min-h-0 flex-1 flex-col">
        {live.waiting > 0 && (
          <button
            type="button"
            onClick={() => {
              live.showWaiting();
              scroll.current?.scrollTo({ top: 0 });
            }}
            className="absolute top-13 left-1/2 z-4 flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full border border-accent-line bg-accent-soft px-3 text-small text-accent shadow-pop"
          >
            <Icon of={ArrowUp} small /> {text.runs.fresh(live.waiting)}
          </button>
        )}
        {body()}
        {selected.size > 0 && (
          <SelectionBar
            count={selected.size}
            hidden={hidden}
            deed={view === 'active' ? 'delete' : 'restore'}
            onDeed={() => void doDeed()}
            onClear={clear}
          />
        )}
        <RunsFooter
          sight={sight}
          total={table.total}
          sort={sort}
          primary={table.primary}
          bestRun={table.bestRun}
        />
      </div>
    </Page>
  );
};
