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
