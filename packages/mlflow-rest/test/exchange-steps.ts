export interface Step {
  readonly name: string;
  readonly method: string;
  /** `<run>`, `<experiment>` and `<model>` stand for ids that earlier answers gave. */
  readonly path: string;
  readonly body?: object | string;
  /** Where MLflow is not followed on purpose: why, and what is answered instead. */
  readonly differs?: { readonly why: string; readonly status: number; readonly code?: string };
  /** Where every message is compared: this one is worded by us, only status and code are MLflow's. */
  readonly ownWords?: boolean;
}

export interface Exchange {
  readonly name: string;
  readonly status: number;
  readonly answer: unknown;
}

export const post = (name: string, path: string, body: object): Step => ({
  name,
  method: 'POST',
  path: `/api/2.0/mlflow/${path}`,
  body,
});

export const get = (name: string, path: string): Step => ({
  name,
  method: 'GET',
  path: `/api/2.0/mlflow/${path}`,
});

const run = { run_id: '<run>' };

/** A working day of a client, and its mistakes. Recorded from MLflow, replayed against Millrace. */
export const steps: readonly Step[] = [
  post('create an experiment', 'experiments/create', { name: 'cars', tags: [{ key: 'team', value: 'a' }] }),
  post('the same name again', 'experiments/create', { name: 'cars' }),
  post('an experiment without a name', 'experiments/create', {}),
  get('get it', 'experiments/get?experiment_id=<experiment>'),
  get('get it by name', 'experiments/get-by-name?experiment_name=cars'),
  get('get none by name', 'experiments/get-by-name?experiment_name=none'),
  get('search experiments', 'experiments/search?max_results=10&filter=name%3D%27cars%27&view_type=ALL'),
  get('search without a limit', 'experiments/search'),
  get('search with a word for a limit', 'experiments/search?max_results=x'),
  post('create a run', 'runs/create', {
    experiment_id: '<experiment>',
    run_name: 'first',
    start_time: '7',
    tags: [{ key: 't', value: 'v' }],
  }),
  post('log NaN', 'runs/log-metric', { ...run, key: 'nan', value: 'NaN', timestamp: 1 }),
  post('log a batch', 'runs/log-batch', {
    ...run,
    metrics: [
      { key: 'deep', value: '-Infinity', timestamp: 0 },
      { key: 'zero', value: 0, timestamp: 0, step: 0 },
      { key: 'loss', value: 0.5, timestamp: 3, step: -2 },
    ],
    params: [{ key: 'blank' }, { key: 'lr', value: '0.1' }],
    tags: [],
  }),
  get('get the run', 'runs/get?run_id=<run>'),
  post('log without a key', 'runs/log-metric', { ...run, value: 1, timestamp: 1 }),
  post('log a word', 'runs/log-metric', { ...run, key: 'k', value: 'x', timestamp: 1 }),
  post('log a batch without a value', 'runs/log-batch', { ...run, metrics: [{ key: 'i', timestamp: 0 }] }),
  post('log a batch without a time', 'runs/log-batch', { ...run, metrics: [{ key: 'i', value: 1 }] }),
  post('log a number as a param', 'runs/log-parameter', { ...run, key: 'n', value: 3 }),
  post('both spellings of a field', 'runs/log-metric', {
    ...run,
    runId: 'x',
    key: 'k',
    value: 1,
    timestamp: 1,
  }),
  post('a tag without a value', 'runs/set-tag', { ...run, key: 'blank' }),
  post('delete a tag that is not there', 'runs/delete-tag', { ...run, key: 'none' }),
  get('history', 'metrics/get-history?run_id=<run>&metric_key=loss'),
  get('history of no points', 'metrics/get-history?run_id=<run>&metric_key=loss&max_results=0'),
  post('finish by the older name', 'runs/update', { run_uuid: '<run>', status: 'FINISHED', end_time: 9 }),
  post('status by number', 'runs/update', { ...run, status: 4 }),
  post('search runs', 'runs/search', { experiment_ids: ['<experiment>'], filter: "params.lr = '0.1'" }),
  post('search finds nothing', 'runs/search', { experiment_ids: ['99'] }),
  post('search with a word for a list', 'runs/search', { experiment_ids: '1' }),
  post('search with no results', 'runs/search', { experiment_ids: ['1'], max_results: 0 }),
  {
    name: 'put an artifact',
    method: 'PUT',
    path: '/api/2.0/mlflow-artifacts/artifacts/<experiment>/<run>/artifacts/notes/a.txt',
    body: 'hello',
  },
  get('list artifacts', 'artifacts/list?run_id=<run>'),
  get('list a folder', 'artifacts/list?run_id=<run>&path=notes'),
  get('list a file', 'artifacts/list?run_id=<run>&path=notes/a.txt'),
  get('list above the root', 'artifacts/list?run_id=<run>&path=..'),
  {
    name: 'list at a location',
    method: 'GET',
    path: '/api/2.0/mlflow-artifacts/artifacts?path=<experiment>/<run>/artifacts/notes',
  },
  { name: 'get an artifact', method: 'GET', path: '/get-artifact?run_id=<run>&path=notes/a.txt' },
  { name: 'get above the root', method: 'GET', path: '/get-artifact?run_id=<run>&path=../a.txt' },
  {
    name: 'delete an artifact',
    method: 'DELETE',
    path: '/api/2.0/mlflow-artifacts/artifacts/<experiment>/<run>/artifacts/notes/a.txt',
  },
  post('delete the run', 'runs/delete', run),
  post('log to a deleted run', 'runs/log-metric', { ...run, key: 'k', value: 1, timestamp: 1 }),
  post('rename to nothing', 'experiments/update', { experiment_id: '<experiment>' }),
  post('delete the experiment', 'experiments/delete', { experiment_id: '<experiment>' }),
];
