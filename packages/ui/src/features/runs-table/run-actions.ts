import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { showToast } from '../../components/toast-store.ts';
import { text } from '../../text.ts';
import { restartPages, type RunPages, withoutRuns } from './use-run-pages.ts';

export type Deed = 'delete' | 'restore';

const OPPOSITE: Record<Deed, Deed> = { delete: 'restore', restore: 'delete' };

const apply = async (
  client: QueryClient,
  deed: Deed,
  runIds: readonly string[],
): Promise<readonly string[]> => {
  const gone = new Set(runIds);
  client.setQueriesData<RunPages>({ queryKey: ['runs.pages'] }, (pages) => withoutRuns(pages, gone));
  const results = await Promise.allSettled(runIds.map((runId) => api.runs[deed].mutate({ runId })));
  const failed = runIds.filter((_, index) => results[index]?.status === 'rejected');
  const refusal = results.find((result) => result.status === 'rejected');
  if (refusal !== undefined) {
    showToast({ tone: 'bad', message: text.runsFailed(deed, failed.length, refusal.reason) });
    await restartPages(client);
  }
  for (const name of ['runs.count', 'runs.few', 'run', 'experiments.activity']) {
    void client.invalidateQueries({ queryKey: [name] });
  }
  return failed;
};

/** Deletes or restores at once, with undo. Resolves to the runs that would not. */
export const useRunDeed = () => {
  const client = useQueryClient();
  return async (deed: Deed, runIds: readonly string[]): Promise<readonly string[]> => {
    const failed = await apply(client, deed, runIds);
    const done = runIds.filter((runId) => !failed.includes(runId));
    if (done.length > 0) {
      showToast({
        message: text.runsDone(deed, done.length),
        undo: () => void apply(client, OPPOSITE[deed], done).then(() => restartPages(client)),
      });
    }
    return failed;
  };
};
