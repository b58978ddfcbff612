import type { Experiment } from '@millrace/spec';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { showToast } from '../../components/toast-store.ts';
import { text } from '../../text.ts';

const refresh = (client: QueryClient): Promise<unknown> =>
  Promise.all(
    ['experiments', 'experiment', 'experiments.activity', 'runs.few'].map((name) =>
      client.invalidateQueries({ queryKey: [name] }),
    ),
  );

/** Changes to experiments: at once, with undo, and a word when the server refuses. */
export const useExperimentActions = () => {
  const client = useQueryClient();
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      showToast({ tone: 'bad', message: text.explain(error) });
      return false;
    } finally {
      await refresh(client);
    }
  };
  const restore = ({ experimentId }: Experiment) =>
    attempt(() => api.experiments.restore.mutate({ experimentId }));
  const remove = ({ experimentId }: Experiment) =>
    attempt(() => api.experiments.delete.mutate({ experimentId }));
  const setName = (experimentId: string, name: string) =>
    attempt(() => api.experiments.rename.mutate({ experimentId, name }));

  return {
    create: (name: string) => attempt(() => api.experiments.create.mutate({ name })),
    rename: async (experiment: Experiment, name: string): Promise<void> => {
      if (name === '' || name === experiment.name) return;
      if (!(await setName(experiment.experimentId, name))) return;
      showToast({
        message: text.experiments.renamed(name),
        undo: () => void setName(experiment.experimentId, experiment.name),
      });
    },
    remove: async (experiment: Experiment): Promise<void> => {
      if (!(await remove(experiment))) return;
      showToast({
        message: text.experiments.removed(experiment.name),
        undo: () => void restore(experiment),
      });
    },
    restore: async (experiment: Experiment): Promise<void> => {
      if (!(await restore(experiment))) return;
      showToast({
        message: text.experiments.restored(experiment.name),
        undo: () => void remove(experiment),
      });
    },
  };
};
