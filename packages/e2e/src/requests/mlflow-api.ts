import { MillraceError } from '@millrace/spec';

export interface WireRun {
  readonly info: { readonly run_id: string; readonly status: string; readonly run_name: string };
  readonly data: {
    readonly metrics?: readonly { readonly key: string; readonly value: number; readonly step: number }[];
    readonly params?: readonly { readonly key: string; readonly value: string }[];
    readonly tags?: readonly { readonly key: string; readonly value: string }[];
  };
}

/** The few routes of MLflow's REST API that tests call by themselves. A connection that breaks is fetch's TypeError. */
export interface MlflowApi {
  createRun(experimentId: string): Promise<string>;
  getRun(runId: string): Promise<WireRun>;
  post(path: string, body: unknown): Promise<unknown>;
}

export const mlflowApi = (url: string): MlflowApi => {
  const read = async (answer: Response): Promise<unknown> => {
    const text = await answer.text();
    if (!answer.ok) throw new MillraceError('INTERNAL_ERROR', `${answer.url}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  const post = async (path: string, body: unknown): Promise<unknown> =>
    read(
      await fetch(`${url}/api/2.0/mlflow/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  const runOf = (answer: unknown): WireRun => (answer as { run: WireRun }).run;
  return {
    post,
    createRun: async (experimentId) =>
      runOf(await post('runs/create', { experiment_id: experimentId, start_time: Date.now() })).info.run_id,
    getRun: async (runId) => runOf(await read(await fetch(`${url}/api/2.0/mlflow/runs/get?run_id=${runId}`))),
  };
};
