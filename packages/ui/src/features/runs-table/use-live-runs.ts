import type { Run } from '@millrace/spec';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { toViewType } from '../../api/queries.ts';
import type { Changes } from '../live/change-gatherer.ts';
import { useLive } from '../live/use-live.ts';
import { DEFAULT_SORT } from './columns.ts';
import {
  restartPages,
  type RunPages,
  runPages,
  type RunsView,
  withChangedRuns,
  withNewRuns,
} from './use-run-pages.ts';

/** So many changed runs are read by id; more than that, everything is read anew. */
const MOST_BY_ID = 200;

const idFilter = (runIds: readonly string[], filter: string | undefined): string => {
  const ids = `attributes.run_id IN (${runIds.map((runId) => `'${runId}'`).join(', ')})`;
  return filter === undefined ? ids : `(${filter}) AND ${ids}`;
};

/** New rows as the view orders them: newest first. */
const sortNew = (runs: readonly Run[]): Run[] => runs.toSorted((a, b) => b.info.startTime - a.info.startTime);

/**
 * Keeps the rows as the server has them. Known rows change in place. New ones join at once when `mayFollow` says that
 * nobody's pointer would lose its row; otherwise they wait and are counted.
 */
export const useLiveRuns = (view: RunsView, mayFollow: () => boolean) => {
  const client = useQueryClient();
  const { queryKey } = runPages(view);
  const [waiting, setWaiting] = useState<readonly Run[]>([]);
  const isDefaultSort = view.sort.id === DEFAULT_SORT.id && view.sort.descending;

  const startOver = async (): Promise<void> => {
    setWaiting([]);
    await Promise.all([
      restartPages(client),
      client.invalidateQueries({ queryKey: ['runs.count'] }),
      client.invalidateQueries({ queryKey: ['curve'] }),
    ]);
  };

  const read = async (runIds: readonly string[]): Promise<readonly Run[]> => {
    const answer = await api.runs.search.query({
      experimentIds: [view.experimentId],
      filter: idFilter(runIds, view.filter),
      viewType: toViewType(view.view),
      maxResults: MOST_BY_ID,
    });
    return answer.runs;
  };

  const onChanges = async ({ changes, reset }: Changes): Promise<void> => {
    const runIds = changes.flatMap((change) => change.runId ?? []);
    if (reset || runIds.length > MOST_BY_ID) return startOver();
    const curves = changes.filter((change) => change.metrics).map((change) => change.runId);
    for (const runId of curves) void client.invalidateQueries({ queryKey: ['curve', runId] });
    if (changes.some((change) => change.runId === undefined)) {
      void client.invalidateQueries({ queryKey: ['experiment', view.experimentId] });
    }
    if (runIds.length === 0) return;

    const changed = new Map((await read(runIds)).map((run) => [run.info.runId, run]));
    const pages = client.getQueryData<RunPages>(queryKey);
    const known = new Set(pages?.pages.flatMap((page) => page.runs.map((run) => run.info.runId)));
    client.setQueryData<RunPages>(queryKey, (current) => withChangedRuns(current, changed));

    const newest = pages?.pages[0]?.runs[0]?.info.startTime ?? 0;
    const added = sortNew(
      [...changed.values()].filter((run) => !known.has(run.info.runId) && run.info.startTime >= newest),
    );
    if (changes.some((change) => change.metadata)) {
      void client.invalidateQueries({ queryKey: ['runs.count'] });
      void client.invalidateQueries({ queryKey: ['runs.few'] });
    }
    if (added.length === 0) return;
    if (isDefaultSort && mayFollow()) {
      client.setQueryData<RunPages>(queryKey, (current) => withNewRuns(current, added));
    } else {
      const ids = new Set(added.map((run) => run.info.runId));
      setWaiting((before) => [...added, ...before.filter((run) => !ids.has(run.info.runId))]);
    }
  };

  useLive({ experimentIds: [view.experimentId] }, onChanges);

  const showWaiting = (): void => {
    if (isDefaultSort) {
      client.setQueryData<RunPages>(queryKey, (current) => withNewRuns(current, sortNew(waiting)));
      setWaiting([]);
    } else {
      void startOver();
    }
  };

  return { waiting: waiting.length, showWaiting };
};
