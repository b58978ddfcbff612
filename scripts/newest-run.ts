interface RunFound {
  readonly runId: string;
  readonly experimentId: string;
}

const post = async (url: string, body: unknown): Promise<unknown> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5000),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
};

/** The run started last, and not before `since`, over MLflow's REST API as any client would ask. */
export const newestRun = async (url: string, since: number): Promise<RunFound | undefined> => {
  const api = `${url}/api/2.0/mlflow`;
  const { experiments = [] } = (await post(`${api}/experiments/search`, { max_results: 1000 })) as {
    experiments?: { experiment_id: string }[];
  };
  const { runs = [] } = (await post(`${api}/runs/search`, {
    experiment_ids: experiments.map((it) => it.experiment_id),
    filter: `attributes.start_time >= ${since}`,
    order_by: ['attributes.start_time DESC'],
    max_results: 1,
  })) as { runs?: { info: { run_id: string; experiment_id: string } }[] };
  const info = runs[0]?.info;
  return info && { runId: info.run_id, experimentId: info.experiment_id };
};
