import { get, post, type Step } from './exchange-steps.ts';

const run = { run_id: '<run>' };
const model = { model_id: '<model>' };
const MODEL = '/api/2.0/mlflow/logged-models/<model>';
const AJAX = '/ajax-api/2.0/mlflow';
const experiments = { experiment_ids: ['<experiment>'] };

const dataset = (name: string, rest: object = {}) => ({
  name,
  digest: '1',
  source_type: 'local',
  source: '{}',
  ...rest,
});

const patch = (name: string, path: string, body: object): Step => ({
  name,
  method: 'PATCH',
  path: MODEL + path,
  body,
});

/** `request` is a method and a path. */
const at = (name: string, request: string, body?: object): Step => {
  const [method = '', path = ''] = request.split(' ');
  return { name, method, path, ...(body === undefined ? {} : { body }) };
};

const differing = (step: Step, why: string, [status, code]: [number, string?]): Step => ({
  ...step,
  differs: { why, status, ...(code === undefined ? {} : { code }) },
});

const search = (name: string, body: object): Step =>
  post(name, 'logged-models/search', { ...experiments, ...body });

const found = (filter: string): Step => search(`models where ${filter}`, { filter });

/** A model's life with the run that makes it, and what is refused on the way. */
export const loggedModelSteps: readonly Step[] = [
  post('an experiment for models', 'experiments/create', { name: 'models' }),
  post('a run for models', 'runs/create', { experiment_id: '<experiment>', run_name: 'r', start_time: 1 }),
  post('a model of no experiment', 'logged-models', {}),
  post('a model of an experiment that is a word', 'logged-models', { experiment_id: 'x' }),
  post('a model of an unknown experiment', 'logged-models', { experiment_id: '9999' }),
  post('a model with a slash', 'logged-models', { experiment_id: '<experiment>', name: 'a/b' }),
  post('a model', 'logged-models', {
    experiment_id: '<experiment>',
    name: 'line',
    model_type: 'sk',
    source_run_id: '<run>',
    params: [{ key: 'a', value: '1' }],
    tags: [{ key: 't', value: 'v' }],
  }),
  at('get the model', `GET ${MODEL}`),
  get('get no model', 'logged-models/m-0'),
  patch('failed by name', '', { ...model, status: 'LOGGED_MODEL_UPLOAD_FAILED' }),
  patch('no status', '', model),
  patch('unspecified', '', { ...model, status: 0 }),
  differing(patch('a status that is none', '', { ...model, status: 7 }), 'MLflow stores UNSPECIFIED', [
    400,
    'INVALID_PARAMETER_VALUE',
  ]),
  differing(
    patch('ready, named by the path alone', '', { status: 2 }),
    'the path names the model; MLflow wants it again in the body',
    [200],
  ),
  patch('ready by number', '', { ...model, status: 2 }),
  patch('tags', '/tags', {
    tags: [
      { key: 't', value: 'w' },
      { key: 'z', value: '' },
    ],
  }),
  at('delete a tag', `DELETE ${MODEL}/tags/z`),
  at('delete a tag that is not there', `DELETE ${MODEL}/tags/z`),
  at('params', `POST ${MODEL}/params`, { ...model, params: [{ key: 'b', value: '2' }] }),
  differing(
    at('the same param', `POST ${MODEL}/params`, { ...model, params: [{ key: 'b', value: '2' }] }),
    'a retry is harmless',
    [200],
  ),
  differing(
    at('another value', `POST ${MODEL}/params`, { ...model, params: [{ key: 'b', value: '3' }] }),
    "MLflow tells its database's error",
    [400, 'INVALID_PARAMETER_VALUE'],
  ),
  post('a metric of the model', 'runs/log-metric', {
    ...run,
    ...model,
    key: 'acc',
    value: 0.5,
    timestamp: 5,
    step: 1,
    dataset_name: 'd',
    dataset_digest: '1',
  }),
  post('metrics of the model', 'runs/log-batch', {
    ...run,
    metrics: [
      { key: 'acc', value: 0.9, timestamp: 6, step: 2, ...model },
      { key: 'loss', value: 1, timestamp: 6 },
    ],
  }),
  at('the model with its metrics', `GET ${MODEL}`),
  get('history of the run alone', 'metrics/get-history?run_id=<run>&metric_key=loss'),
  post('no inputs', 'runs/log-inputs', run),
  post('inputs', 'runs/log-inputs', {
    ...run,
    datasets: [
      { dataset: dataset('d'), tags: [{ key: 'mlflow.data.context', value: 'train' }] },
      { dataset: dataset('e', { schema: 'x', profile: 'y' }) },
    ],
    models: [model],
  }),
  post('inputs again', 'runs/log-inputs', {
    ...run,
    datasets: [
      { dataset: dataset('d', { source: 'changed' }), tags: [{ key: 'mlflow.data.context', value: 'eval' }] },
    ],
    models: [model],
  }),
  post('a long name', 'runs/log-inputs', { ...run, datasets: [{ dataset: dataset('d'.repeat(501)) }] }),
  post('no outputs', 'runs/outputs', run),
  post('outputs', 'runs/outputs', { ...run, models: [{ ...model, step: 3 }] }),
  differing(
    post('outputs again', 'runs/outputs', { ...run, models: [{ ...model, step: 4 }] }),
    'a retry is harmless; the first step stays',
    [200],
  ),
  get('the run with its lineage', 'runs/get?run_id=<run>'),
  differing(
    post('runs of a dataset', 'runs/search', { ...experiments, filter: "dataset.name = 'd'" }),
    'MLflow leaves the models a run read out of its lists',
    [200],
  ),
  post('runs of no dataset', 'runs/search', { ...experiments, filter: "dataset.name = 'zz'" }),
  at('datasets', `POST ${AJAX}/experiments/search-datasets`, experiments),
  at('datasets of nothing', `POST ${AJAX}/experiments/search-datasets`, {}),
  search('search models', {}),
  post('search models nowhere', 'logged-models/search', {}),
  found("name = 'line' AND tags.t = 'w'"),
  found("model_type LIKE 's%' AND params.a != '2'"),
  found('metrics.acc > 0.8'),
  found('metrics.acc > 0.95'),
  found('creation_timestamp_ms > 5'),
  found("source_run_id IN ('<run>')"),
  found("params.a > '1'"),
  differing(found("nothing = 'x'"), 'MLflow fails with 500', [400, 'INVALID_PARAMETER_VALUE']),
  search('models by a metric', { order_by: [{ field_name: 'metrics.acc', ascending: false }] }),
  search('models by a param', { order_by: [{ field_name: 'params.a' }] }),
  search('models on a dataset', { datasets: [{ dataset_name: 'd', dataset_digest: '1' }] }),
  search('models on another dataset', { datasets: [{ dataset_name: 'q', dataset_digest: '1' }] }),
  search('models on a dataset without a name', { datasets: [{ dataset_digest: '1' }] }),
  at('bulk history', `GET ${AJAX}/metrics/get-history-bulk?run_id=<run>&metric_key=acc`),
  at('bulk history of no run', `GET ${AJAX}/metrics/get-history-bulk`),
  at('bulk history of no key', `GET ${AJAX}/metrics/get-history-bulk?run_id=<run>`),
  at('bulk history of an unknown run', `GET ${AJAX}/metrics/get-history-bulk?run_id=none&metric_key=acc`),
  get('interval', 'metrics/get-history-bulk-interval?run_ids=<run>&metric_key=acc'),
  get(
    'interval of a step',
    'metrics/get-history-bulk-interval?run_ids=<run>&metric_key=acc&start_step=2&end_step=2',
  ),
  get(
    'interval of one point',
    'metrics/get-history-bulk-interval?run_ids=<run>&metric_key=acc&max_results=1',
  ),
  get('interval of no run', 'metrics/get-history-bulk-interval?metric_key=acc'),
  get('interval with one end', 'metrics/get-history-bulk-interval?run_ids=<run>&metric_key=acc&start_step=2'),
  get(
    'interval of too many points',
    'metrics/get-history-bulk-interval?run_ids=<run>&metric_key=acc&max_results=2501',
  ),
  post('log a model that is no JSON', 'runs/log-model', { ...run, model_json: '{' }),
  post('log a model without fields', 'runs/log-model', { ...run, model_json: '{}' }),
  post('log a model', 'runs/log-model', {
    ...run,
    model_json: JSON.stringify({ artifact_path: 'm', flavors: {}, utc_time_created: 't', run_id: 'r' }),
  }),
  {
    name: 'put a file of the model',
    method: 'PUT',
    path: '/api/2.0/mlflow-artifacts/artifacts/<experiment>/models/<model>/artifacts/a/b.txt',
    body: 'hello',
  },
  at('list the model', `GET ${MODEL}/artifacts/directories`),
  at('list a folder of the model', `GET ${MODEL}/artifacts/directories?artifact_directory_path=a`),
  at('list above the model', `GET ${MODEL}/artifacts/directories?artifact_directory_path=..`),
  at('a file of the model', `GET ${AJAX}/logged-models/<model>/artifacts/files?artifact_file_path=a/b.txt`),
  at('no file of the model', `GET ${AJAX}/logged-models/<model>/artifacts/files`),
  post('presigned upload', 'artifacts/presigned-upload-url', { ...run, path: 'a' }),
  post('presigned upload for nothing', 'artifacts/presigned-upload-url', { path: 'a' }),
  post('presigned upload of nothing', 'artifacts/presigned-upload-url', run),
  post('presigned upload for a model', 'artifacts/presigned-upload-url', { ...model, path: 'a' }),
  post('presigned download', 'artifacts/presigned-download-url', { ...run, path: 'a' }),
  post('presigned download for no time', 'artifacts/presigned-download-url', {
    ...run,
    path: 'a',
    expiration: 0,
  }),
  at('presigned by path', 'GET /api/2.0/mlflow-artifacts/presigned/a'),
  at('multipart', 'POST /api/2.0/mlflow-artifacts/mpu/create/a', { path: 'a', num_parts: 1 }),
  at('multipart without a path', 'POST /api/2.0/mlflow-artifacts/mpu/create/a', {}),
  at('multipart completed without parts', 'POST /api/2.0/mlflow-artifacts/mpu/complete/a', { path: 'a' }),
  at('multipart aborted', 'POST /api/2.0/mlflow-artifacts/mpu/abort/a', { path: 'a', upload_id: '1' }),
  at('delete the model', `DELETE ${MODEL}`),
  at('get the deleted model', `GET ${MODEL}`),
  at('delete it again', `DELETE ${MODEL}`),
  at('get it all the same', `GET ${MODEL}?allow_deleted=true`),
  at('list the deleted model', `GET ${MODEL}/artifacts/directories`),
  search('search no models', {}),
  differing(
    post('a metric of no model', 'runs/log-metric', {
      ...run,
      key: 'acc',
      value: 1,
      timestamp: 9,
      model_id: 'm-none',
    }),
    "MLflow keeps the run's point and tells its database's error",
    [404, 'RESOURCE_DOES_NOT_EXIST'],
  ),
  differing(
    post('a dataset without a digest', 'runs/log-inputs', { ...run, datasets: [{ dataset: { name: 'f' } }] }),
    'MLflow stores a dataset of empty texts',
    [400, 'INVALID_PARAMETER_VALUE'],
  ),
];
