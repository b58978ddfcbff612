import type { Run } from '@millrace/spec';
import { printField } from '@millrace/search';
import { type InfiniteData, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { type LifecycleView, toViewType } from '../../api/queries.ts';
import { parseColumnId, type Sort, sortField } from './columns.ts';

export interface RunsView {
  readonly experimentId: string;
  readonly filter: string | undefined;
  readonly sort: Sort;
  readonly view: LifecycleView;
}

/** A page paints at once and 40 of them hold 10,000 runs. */
const PAGE_SIZE = 250;

export interface RunPage {
  readonly runs: readonly Run[];
  readonly nextPageToken?: string | undefined;
}

export type RunPages = InfiniteData<RunPage, string | undefined>;

export const toOrderBy = (sort: Sort): string[] => {
  const column = parseColumnId(sort.id);
  const field = column === undefined ? undefined : sortField(column);
  return field === undefined ? [] : [`${printField(field)} ${sort.descending ? 'DESC' : 'ASC'}`];
};

export const runPages = (view: RunsView) =>
  infiniteQueryOptions({
    queryKey: ['runs.pages', view],
    queryFn: ({ pageParam, signal }): Promise<RunPage> =>
      api.runs.search.query(
        {
          experimentIds: [view.experimentId],
          filter: view.filter,
          viewType: toViewType(view.view),
          orderBy: toOrderBy(view.sort),
          maxResults: PAGE_SIZE,
          pageToken: pageParam,
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: RunPage) => page.nextPageToken,
    // The live feed keeps the rows; a refetch would read every page again.
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    // The old rows stay, dimmed, until the new order is there.
    placeholderData: (previous: RunPages | undefined) => previous,
  });

/** The same pages with these runs' new states in their places. */
export const withChangedRuns = (
  pages: RunPages | undefined,
  changed: ReadonlyMap<string, Run>,
): RunPages | undefined =>
  pages && {
    ...pages,
    pages: pages.pages.map((page) =>
      page.runs.some((run) => changed.has(run.info.runId))
        ? { ...page, runs: page.runs.map((run) => changed.get(run.info.runId) ?? run) }
        : page,
    ),
  };

export const withNewRuns = (pages: RunPages | undefined, added: readonly Run[]): RunPages | undefined => {
  const first = pages?.pages[0];
  if (pages === undefined || first === undefined) return pages;
  return { ...pages, pages: [{ ...first, runs: [...added, ...first.runs] }, ...pages.pages.slice(1)] };
};

export const withoutRuns = (pages: RunPages | undefined, gone: ReadonlySet<string>): RunPages | undefined =>
  pages && {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      runs: page.runs.filter((run) => !gone.has(run.info.runId)),
    })),
  };

/** Reads anew from the top: one page, the rest as it is scrolled to. */
export const restartPages = async (client: QueryClient): Promise<void> => {
  client.setQueriesData<RunPages>(
    { queryKey: ['runs.pages'] },
    (pages) => pages && { pages: pages.pages.slice(0, 1), pageParams: pages.pageParams.slice(0, 1) },
  );
  await client.invalidateQueries({ queryKey: ['runs.pages'] });
};
