/** The few REST calls that tests need a run for. */
export const createRun = async (url: string): Promise<{ runId: string; root: string }> => {
  const response = await fetch(`${url}/api/2.0/mlflow/runs/create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ experiment_id: '0', run_name: 'test' }),
  });
  const { run } = (await response.json()) as { run: { info: { run_id: string } } };
  return { runId: run.info.run_id, root: `0/${run.info.run_id}/artifacts` };
};

/** Registers all artifacts of a run as version 1 of a new model `m`. */
export const registerVersion = async (url: string, runId: string): Promise<void> => {
  const post = (path: string, body: object): Promise<Response> =>
    fetch(`${url}/api/2.0/mlflow/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await post('registered-models/create', { name: 'm' });
  const made = await post('model-versions/create', { name: 'm', source: `runs:/${runId}/`, run_id: runId });
  if (made.status !== 200) throw new Error(`No version was made: ${await made.text()}`);
};
