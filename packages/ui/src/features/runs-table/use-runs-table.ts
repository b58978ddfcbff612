import type { Run } from '@millrace/spec';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { experimentById, fewRuns, runCount } from '../../api/queries.ts';
import { hasLineKeys, plotRuns, useLineKeys } from '../charts/line-keys.ts';
import { type CellContext } from './cells.tsx';
import { parseColumnId, readColumns } from './columns.ts';
import { metricScales } from './grid-columns.ts';
import { chooseColumns, extendColumns, loggedKeys, primaryMetric } from './keys.ts';
import { treeRows } from './tree-rows.ts';
import { runPages, type RunsView, toOrderBy } from './use-run-pages.ts';

const NO_RUNS: readonly Run[] = [];
const NO_COLUMNS: readonly string[] = ['created', 'duration', 'user'];
const PLOTTED_AT_FIRST = 12;

/** Everything the runs table shows, from the address's view. */
export const useRunsTable = (view: RunsView, columnText: string | undefined) => {
  const selection = { experimentIds: [view.experimentId], view: view.view };
  const experiment = useQuery(experimentById(view.experimentId));
  const query = useInfiniteQuery(runPages(view));
  const found = useQuery(runCount({ ...selection, filter: view.filter }));
  const all = useQuery(runCount({ ...selection, filter: undefined }));
  const lines = useLineKeys(view.experimentId);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());

  const pages = query.data?.pages;
  const tree = useMemo(() => treeRows(pages?.map((page) => page.runs) ?? [], collapsed), [pages, collapsed]);
  const runs = useMemo(() => pages?.flatMap((page) => page.runs) ?? NO_RUNS, [pages]);

  // Columns and their widths follow what is loaded, not every new value: nothing jitters while runs go on.
  const shape = `${query.dataUpdatedAt === 0}|${pages?.length ?? 0}|${query.isPlaceholderData}|${runs.length}`;
  const keys = useMemo(() => loggedKeys(runs), [shape]); // oxlint-disable-line react-hooks/exhaustive-deps
  const primary = useMemo(() => primaryMetric(experiment.data, keys), [experiment.data, keys]);
  const kept = useRef<{ experimentId: string; ids: readonly string[] }>({
    experimentId: '',
    ids: NO_COLUMNS,
  });
  if (kept.current.experimentId !== view.experimentId) {
    kept.current = { experimentId: view.experimentId, ids: NO_COLUMNS };
  }
  const ids = useMemo(
    () =>
      columnText === undefined
        ? extendColumns(kept.current.ids, chooseColumns(keys, primary))
        : readColumns(columnText),
    [columnText, keys, primary],
  );
  useEffect(() => {
    if (columnText === undefined && runs.length > 0) kept.current = { experimentId: view.experimentId, ids };
  }, [columnText, runs, view.experimentId, ids]);
  const layout = useMemo(() => ({ ids, runs, keys, primary }), [ids, keys, primary]); // oxlint-disable-line react-hooks/exhaustive-deps

  const bestOrder =
    primary === undefined ? [] : toOrderBy({ id: `m.${primary.key}`, descending: !primary.lowerIsBetter });
  const best = useQuery({
    ...fewRuns({ ...selection, filter: view.filter }, { orderBy: bestOrder, limit: 1 }),
    enabled: primary !== undefined,
  });
  const bestRun = best.data?.[0];

  const context = useMemo((): CellContext => {
    const shown = ids.flatMap((id) => {
      const column = parseColumnId(id);
      return column?.kind === 'metric' || column?.kind === 'curve' ? [column.key] : [];
    });
    return { scales: metricScales([...new Set(shown)], runs), primary, bestRunId: bestRun?.info.runId };
  }, [ids, keys, primary, bestRun?.info.runId]); // oxlint-disable-line react-hooks/exhaustive-deps

  useEffect(() => {
    if (runs.length > 0 && !hasLineKeys(view.experimentId)) {
      plotRuns(
        view.experimentId,
        runs.slice(0, PLOTTED_AT_FIRST).map((run) => run.info.runId),
      );
    }
  }, [runs, view.experimentId]);

  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const needMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);

  const toggle = useCallback((runId: string) => {
    setCollapsed((before) => {
      const next = new Set(before);
      if (!next.delete(runId)) next.add(runId);
      return next;
    });
  }, []);

  // Until it has been counted, the table is as long as what is there.
  const counted = hasNextPage ? Math.max(found.data ?? 0, runs.length) : tree.rows.length + tree.hidden;
  return {
    experiment,
    query,
    rows: tree.rows,
    total: counted - tree.hidden,
    found: found.data,
    all: all.data,
    keys,
    ids,
    primary,
    layout,
    context,
    bestRun,
    lines,
    collapsed,
    toggle,
    needMore,
  };
};
