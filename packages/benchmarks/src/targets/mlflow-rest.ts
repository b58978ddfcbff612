import { MillraceError } from '@millrace/spec';
import type { Point } from '../load/points.ts';
import type { PointReader } from './target.ts';

const PAGE = 25_000;

type Fields = Readonly<Record<string, string | number>>;

const toQuery = (fields: Fields): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) query.set(name, String(value));
  return query.toString();
};

interface RestRun {
  readonly info: { readonly run_id: string };
  readonly data: { readonly metrics?: readonly Point[] };
}

/** The few routes of MLflow's REST API the benchmarks need beside the load, the same for Millrace and MLflow. */
export interface MlflowRest extends PointReader {
  createRuns(count: number): Promise<readonly string[]>;
  createExperiment(): Promise<string>;
}

export const mlflowRest = (url: string): MlflowRest => {
  const call = async <T>(method: 'GET' | 'POST', path: string, fields: Fields): Promise<T> => {
    const query = method === 'GET' ? `?${toQuery(fields)}` : '';
    const answer = await fetch(`${url}/api/2.0/mlflow/${path}${query}`, {
      method,
      ...(method === 'GET'
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new MillraceError(
        'INTERNAL_ERROR',
        `${method} ${path} answered ${answer.status}: ${text.slice(0, 500)}`,
      );
    }
    const value: T = JSON.parse(text);
    return value;
  };
  const createExperiment = async (): Promise<string> => {
    const name = `bench ${crypto.randomUUID()}`;
    return (await call<{ experiment_id: string }>('POST', 'experiments/create', { name })).experiment_id;
  };
  return {
    createExperiment,
    async createRuns(count) {
      const experiment_id = await createExperiment();
      const ids: string[] = [];
      for (let index = 0; index < count; index++) {
        const fields = { experiment_id, run_name: `run ${index}`, start_time: Date.now() };
        const { run } = await call<{ run: RestRun }>('POST', 'runs/create', fields);
        ids.push(run.info.run_id);
      }
      return ids;
    },
    async history(runId, key) {
      const points: Point[] = [];
      let pageToken = '';
      do {
        const page = await call<{ metrics?: Point[]; next_page_token?: string }>(
          'GET',
          'metrics/get-history',
          {
            run_id: runId,
            metric_key: key,
            max_results: PAGE,
            ...(pageToken === '' ? {} : { page_token: pageToken }),
          },
        );
        points.push(...(page.metrics ?? []));
        pageToken = page.next_page_token ?? '';
      } while (pageToken !== '');
      return points;
    },
    async latest(runId) {
      const { run } = await call<{ run: RestRun }>('GET', 'runs/get', { run_id: runId });
      return run.data.metrics ?? [];
    },
  };
};
