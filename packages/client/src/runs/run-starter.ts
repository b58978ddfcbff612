import type { Run } from '@millrace/spec';
import type { InitOptions } from '../init-options.ts';
import type { RunOptions } from './active-run.ts';
import type { ClientContext } from './client-context.ts';
import { findOrCreateExperiment } from './find-experiment.ts';
import { readRunContexts, toRunTags } from './run-tags.ts';

export interface RunStarter {
  /** The experiment runs go to when nobody says otherwise. */
  experimentId(): Promise<string>;
  /** Makes a run, or makes one RUNNING again. */
  start(options: RunOptions): Promise<Run>;
}

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

export const createRunStarter = (
  client: ClientContext,
  experiment: InitOptions['experiment'],
  contexts: Parameters<typeof readRunContexts>[0],
): RunStarter => {
  const { platform, patientServices: services, call } = client;
  let found: Promise<string> | undefined;
  let resumed = false;

  const find = async (): Promise<string> => {
    if (typeof experiment === 'object') return experiment.id;
    const name = experiment ?? nonEmpty(platform.env('MLFLOW_EXPERIMENT_NAME'));
    if (name !== undefined) return findOrCreateExperiment(name, services, call);
    return nonEmpty(platform.env('MLFLOW_EXPERIMENT_ID')) ?? '0';
  };

  const experimentId = (): Promise<string> => {
    found ??= find().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };

  /** `MLFLOW_RUN_ID` names the first run of a process that something else made for it. */
  const takeRunId = (options: RunOptions): string | undefined => {
    if (options.runId !== undefined) return options.runId;
    if (resumed || options.parentRunId !== undefined) return undefined;
    resumed = true;
    return nonEmpty(platform.env('MLFLOW_RUN_ID'));
  };

  const resume = async (runId: string, options: RunOptions): Promise<Run> => {
    const runName = options.name === undefined ? {} : { runName: options.name };
    await services['runs.update']({ runId, status: 'RUNNING', ...runName }, call);
    const tags = toRunTags({}, options);
    if (tags.length > 0) await services['runs.logBatch']({ runId, metrics: [], params: [], tags }, call);
    return services['runs.get']({ runId }, call);
  };

  const create = async (options: RunOptions): Promise<Run> => {
    const startTime = Date.now();
    const [context, id] = await Promise.all([
      readRunContexts(contexts, client.report),
      options.experimentId ?? experimentId(),
    ]);
    return services['runs.create'](
      {
        experimentId: id,
        userId: context['mlflow.user'] ?? '',
        startTime,
        tags: toRunTags(context, options),
        ...(options.name !== undefined && { runName: options.name }),
      },
      call,
    );
  };

  return {
    experimentId,
    start: (options) => {
      const runId = takeRunId(options);
      return runId === undefined ? create(options) : resume(runId, options);
    },
  };
};
