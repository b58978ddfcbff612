import type { Experiment, Run } from '@millrace/spec';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';

const DAY = 24 * 60 * 60 * 1000;
const ACTIVITY_DAYS = 40;

export type LifecycleView = 'active' | 'deleted';
export const toViewType = (view: LifecycleView): 'ACTIVE_ONLY' | 'DELETED_ONLY' =>
  view === 'active' ? 'ACTIVE_ONLY' : 'DELETED_ONLY';

/** Most experiments a list holds; the search box narrows beyond it. */
const MAX_EXPERIMENTS = 1000;

export const serverInfo = () =>
  queryOptions({
    queryKey: ['server.info'],
    queryFn: ({ signal }) => api.server.info.query({}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const experimentList = (view: LifecycleView) =>
  queryOptions({
    queryKey: ['experiments', view],
    queryFn: async ({ signal }): Promise<readonly Experiment[]> => {
      const page = await api.experiments.search.query(
        { maxResults: MAX_EXPERIMENTS, viewType: toViewType(view) },
        { signal },
      );
      return page.experiments;
    },
  });

/** Runs a day of the last 40, and what goes on now, by experiment id. */
export const experimentActivity = (experimentIds: readonly string[]) =>
  queryOptions({
    queryKey: ['experiments.activity', experimentIds],
    queryFn: async ({ signal }) => {
      const since = (Math.floor(Date.now() / DAY) - ACTIVITY_DAYS + 1) * DAY;
      const answer = await api.experiments.activity.query(
        { experimentIds, since, periodMs: DAY, periods: ACTIVITY_DAYS },
        { signal },
      );
      return new Map(answer.experiments.map((activity) => [activity.experimentId, activity]));
    },
    enabled: experimentIds.length > 0,
    placeholderData: keepPreviousData,
  });

export const experimentById = (experimentId: string) =>
  queryOptions({
    queryKey: ['experiment', experimentId],
    queryFn: ({ signal }): Promise<Experiment> => api.experiments.get.query({ experimentId }, { signal }),
  });

export const runById = (runId: string) =>
  queryOptions({
    queryKey: ['run', runId],
    queryFn: ({ signal }): Promise<Run> => api.runs.get.query({ runId }, { signal }),
  });

export interface RunSelection {
  readonly experimentIds: readonly string[];
  readonly filter: string | undefined;
  readonly view: LifecycleView;
}

export const runCount = ({ experimentIds, filter, view }: RunSelection) =>
  queryOptions({
    queryKey: ['runs.count', { experimentIds, filter, view }],
    queryFn: async ({ signal }) => {
      const answer = await api.runs.count.query(
        { experimentIds, filter, viewType: toViewType(view) },
        { signal },
      );
      return answer.total;
    },
    enabled: experimentIds.length > 0,
    placeholderData: keepPreviousData,
  });

/** A few runs in some order: the best, the newest, those that run. */
export const fewRuns = (selection: RunSelection, options: { orderBy: readonly string[]; limit: number }) =>
  queryOptions({
    queryKey: ['runs.few', selection, options],
    queryFn: async ({ signal }): Promise<readonly Run[]> => {
      const { experimentIds, filter, view } = selection;
      const page = await api.runs.search.query(
        {
          experimentIds,
          filter,
          viewType: toViewType(view),
          orderBy: options.orderBy,
          maxResults: options.limit,
        },
        { signal },
      );
      return page.runs;
    },
    enabled: selection.experimentIds.length > 0,
    placeholderData: keepPreviousData,
  });

/** Whose files: a run's, or those of a model it made. */
export type ArtifactRoot = { readonly runId: string } | { readonly modelId: string };

export const artifactFolder = (root: ArtifactRoot, path: string) =>
  queryOptions({
    queryKey: ['artifacts', 'runId' in root ? root.runId : root.modelId, path],
    queryFn: async ({ signal }) => {
      const answer = await api.artifacts.list.query({ target: { ...root, path } }, { signal });
      return answer.files;
    },
  });

export const loggedModel = (modelId: string) =>
  queryOptions({
    queryKey: ['loggedModel', modelId],
    queryFn: ({ signal }) => api.loggedModels.get.query({ modelId }, { signal }),
  });
