import type { LoggedModel } from '@millrace/spec';
import type { BindingCase, MakeRow } from './binding-cases.ts';
import { wire } from './wire-schemas.ts';

const model: LoggedModel = {
  info: {
    modelId: 'm-1',
    experimentId: '1',
    name: 'line',
    artifactUri: 'mlflow-artifacts:/1/models/m-1/artifacts',
    status: 'READY',
    modelType: '',
    sourceRunId: 'r1',
    creationTime: 5,
    lastUpdateTime: 6,
    lifecycleStage: 'active',
  },
  params: [{ key: 'a', value: '1' }],
  tags: [],
  metrics: [
    { key: 'acc', value: Number.NaN, timestamp: 1, step: 0, runId: 'r1' },
    { key: 'acc', value: 1, timestamp: 1, step: 0, runId: 'r1', datasetName: 'd', datasetDigest: '1' },
  ],
};

const MODELS = '/mlflow/logged-models';
const MODEL = `${MODELS}/m-1`;
const tags = [{ key: 'team', value: 'a' }];
const answered = { output: model, schema: wire.loggedModel };

/** One ordinary use of every JSON binding of logged models and what stands around them. */
export const loggedModelCases = (row: MakeRow): BindingCase[] => [
  row(
    ['POST', MODELS, 'loggedModels.create'],
    {
      message: { experiment_id: 1, name: 'line', model_type: 'x', source_run_id: 'r1', params: tags, tags },
      input: { experimentId: '1', name: 'line', modelType: 'x', sourceRunId: 'r1', params: tags, tags },
    },
    answered,
  ),
  row(
    ['GET', MODEL, 'loggedModels.get'],
    { message: { allow_deleted: 'True' }, input: { modelId: 'm-1', allowDeleted: true } },
    { ...answered, template: `${MODELS}/{}` },
  ),
  row(
    ['PATCH', MODEL, 'loggedModels.finalize'],
    { message: { model_id: 'm-1', status: 3 }, input: { modelId: 'm-1', status: 'UPLOAD_FAILED' } },
    { ...answered, template: `${MODELS}/{}` },
  ),
  row(
    ['DELETE', MODEL, 'loggedModels.delete'],
    { message: {}, input: { modelId: 'm-1' } },
    { template: `${MODELS}/{}` },
  ),
  row(
    ['POST', `${MODELS}/search`, 'loggedModels.search'],
    {
      message: {
        experiment_ids: ['1', 2],
        filter: 'x',
        datasets: [{ dataset_name: 'd' }, { dataset_name: 'e', dataset_digest: '1' }],
        order_by: [
          { field_name: 'metrics.acc', ascending: false, dataset_name: 'd' },
          { field_name: 'name' },
        ],
        max_results: 3,
        page_token: 't',
      },
      input: {
        experimentIds: ['1', '2'],
        filter: 'x',
        datasets: [{ name: 'd' }, { name: 'e', digest: '1' }],
        orderBy: [
          { field: 'metrics.acc', ascending: false, datasetName: 'd' },
          { field: 'name', ascending: true },
        ],
        maxResults: 3,
        pageToken: 't',
      },
    },
    { output: { models: [model], nextPageToken: 'n' }, schema: wire.loggedModels },
  ),
  row(
    ['PATCH', `${MODEL}/tags`, 'loggedModels.setTags'],
    { message: { tags }, input: { modelId: 'm-1', tags } },
    { template: `${MODELS}/{}/tags` },
  ),
  row(
    ['DELETE', `${MODEL}/tags/a%2Fb%20c`, 'loggedModels.deleteTag'],
    { message: {}, input: { modelId: 'm-1', key: 'a/b c' } },
    { template: `${MODELS}/{}/tags/{}` },
  ),
  row(
    ['POST', `${MODEL}/params`, 'loggedModels.logParams'],
    { message: { model_id: 'm-1', params: tags }, input: { modelId: 'm-1', params: tags } },
    { template: `${MODELS}/{}/params` },
  ),
  row(
    ['GET', `${MODEL}/artifacts/directories`, 'artifacts.list'],
    { message: { artifact_directory_path: 'a' }, input: { target: { modelId: 'm-1', path: 'a' } } },
    {
      output: {
        rootUri: 'mlflow-artifacts:/1/models/m-1/artifacts',
        files: [{ path: 'a/b', isDirectory: false, size: 1 }],
      },
      schema: wire.artifacts,
      template: `${MODELS}/{}/artifacts/directories`,
    },
  ),
  row(['POST', '/mlflow/runs/log-inputs', 'runs.logInputs'], {
    message: {
      run_id: 'r1',
      datasets: [
        { dataset: { name: 'd', digest: '1', source_type: 'local', source: '{}', profile: 'p' }, tags },
      ],
      models: [{ model_id: 'm-1' }],
    },
    input: {
      runId: 'r1',
      datasets: [
        { dataset: { name: 'd', digest: '1', sourceType: 'local', source: '{}', profile: 'p' }, tags },
      ],
      modelIds: ['m-1'],
    },
  }),
  row(['POST', '/mlflow/runs/outputs', 'runs.logOutputs'], {
    message: { run_id: 'r1', models: [{ model_id: 'm-1' }, { model_id: 'm-2', step: '-3' }] },
    input: {
      runId: 'r1',
      models: [
        { modelId: 'm-1', step: 0 },
        { modelId: 'm-2', step: -3 },
      ],
    },
  }),
  row(['POST', '/mlflow/runs/log-model', 'runs.logModel'], {
    message: { run_id: 'r1', model_json: '{}' },
    input: { runId: 'r1', model: '{}' },
  }),
  row(
    ['POST', '/mlflow/experiments/search-datasets', 'datasets.search'],
    { message: { experiment_ids: ['1', 2] }, input: { experimentIds: ['1', '2'] } },
    {
      output: {
        datasets: [
          { experimentId: '1', name: 'd', digest: '1', context: 'train' },
          { experimentId: '1', name: 'e', digest: '1' },
        ],
      },
      schema: wire.datasets,
      ajaxOnly: true,
    },
  ),
  row(
    ['GET', '/mlflow/metrics/get-history-bulk', 'metrics.bulkHistory'],
    {
      message: { run_id: ['r1', 'r2'], metric_key: 'm', max_results: 9 },
      input: { runIds: ['r1', 'r2'], key: 'm', maxResults: 9 },
    },
    {
      output: { metrics: [{ key: 'm', value: Number.NaN, timestamp: 1, step: 0, runId: 'r1' }] },
      schema: wire.bulkHistory,
      ajaxOnly: true,
    },
  ),
  row(
    ['GET', '/mlflow/metrics/get-history-bulk-interval', 'metrics.interval'],
    {
      message: { run_ids: ['r1'], metric_key: 'm', start_step: -1, end_step: 5 },
      input: { runIds: ['r1'], key: 'm', startStep: -1, endStep: 5, maxResults: 2500 },
    },
    {
      output: {
        series: [
          {
            runId: 'r1',
            key: 'm',
            steps: [0, 1],
            timestamps: [5, 6],
            values: [1, Number.POSITIVE_INFINITY],
            total: 9,
          },
        ],
      },
      schema: wire.bulkHistory,
    },
  ),
];
