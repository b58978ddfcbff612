import type { OperationId } from '@millrace/protocol';
import type { Experiment, Run } from '@millrace/spec';
import type { z } from 'zod';
import { loggedModelCases } from './logged-model-binding-cases.ts';
import { registryBindingCases } from './registry-binding-cases.ts';
import { wire } from './wire-schemas.ts';

export interface BindingCase {
  readonly id: OperationId;
  readonly method: string;
  /** Below `/api/N.0`. */
  readonly path: string;
  readonly version?: number;
  readonly message: Readonly<Record<string, unknown>>;
  /** What the service is given. */
  readonly input: object;
  readonly output: unknown;
  readonly schema: z.ZodType;
  /** The binding's path where it has parameters. */
  readonly template?: string;
  /** Not served below `/api`. */
  readonly ajaxOnly?: boolean;
}

const experiment: Experiment = {
  experimentId: '1',
  name: 'cars',
  artifactLocation: 'mlflow-artifacts:/1',
  lifecycleStage: 'active',
  creationTime: 5,
  lastUpdateTime: 6,
  tags: [{ key: 'team', value: 'a' }],
};

const run: Run = {
  info: {
    runId: 'r1',
    runName: 'first',
    experimentId: '1',
    userId: '',
    status: 'RUNNING',
    startTime: 0,
    endTime: null,
    artifactUri: 'mlflow-artifacts:/1/r1/artifacts',
    lifecycleStage: 'active',
  },
  metrics: [
    { key: 'loss', value: 0, timestamp: 0, step: 0 },
    { key: 'nan', value: Number.NaN, timestamp: 1, step: -1 },
    { key: 'high', value: Number.POSITIVE_INFINITY, timestamp: 1, step: 0 },
    { key: 'deep', value: Number.NEGATIVE_INFINITY, timestamp: 1, step: 0 },
  ],
  params: [{ key: 'lr', value: '0.1' }],
  tags: [],
  lineage: {
    datasets: [
      { dataset: { name: 'd', digest: '1', sourceType: 'local', source: '{}', schema: 's' }, tags: [] },
    ],
    inputModels: ['m-1'],
    outputModels: [{ modelId: 'm-2', step: 3 }],
  },
};

const tags = [{ key: 'team', value: 'a' }];
const points = [{ key: 'loss', value: 0.5, timestamp: 3, step: 2 }];
const page = { filter: 'x', order_by: ['a', 'b'], max_results: '3', page_token: 't' };
const paged = { filter: 'x', orderBy: ['a', 'b'], maxResults: 3, pageToken: 't' };
const files = [
  { path: 'a.txt', isDirectory: false, size: 0 },
  { path: 'b', isDirectory: true },
];

type Row = [method: string, path: string, id: OperationId];
type Sent = { message: BindingCase['message']; input: object };
type Answered = Partial<Pick<BindingCase, 'output' | 'schema' | 'version' | 'template' | 'ajaxOnly'>>;

export type MakeRow = (row: Row, sent: Sent, answered?: Answered) => BindingCase;

const row: MakeRow = ([method, path, id], sent, answered = {}) => ({
  method,
  path,
  id,
  ...sent,
  ...answered,
  output: answered.output ?? {},
  schema: answered.schema ?? wire.empty,
});

const withRun = (message: object = {}, input: object = {}): Sent => ({
  message: { run_id: 'r1', ...message },
  input: { runId: 'r1', ...input },
});

const withExperiment = (message: object = {}, input: object = {}): Sent => ({
  message: { experiment_id: '1', ...message },
  input: { experimentId: '1', ...input },
});

/** One ordinary use of every JSON binding. */
export const bindingCases: readonly BindingCase[] = [
  row(
    ['POST', '/mlflow/experiments/create', 'experiments.create'],
    {
      message: { name: 'cars', artifact_location: 'x:/', tags },
      input: { name: 'cars', artifactLocation: 'x:/', tags },
    },
    { output: { experimentId: '1' }, schema: wire.experimentId },
  ),
  row(['GET', '/mlflow/experiments/get', 'experiments.get'], withExperiment(), {
    output: experiment,
    schema: wire.experiment,
  }),
  row(
    ['GET', '/mlflow/experiments/get-by-name', 'experiments.getByName'],
    { message: { experiment_name: 'cars' }, input: { name: 'cars' } },
    { output: { ...experiment, tags: [] }, schema: wire.experiment },
  ),
  ...['GET', 'POST'].map((method) =>
    row(
      [method, '/mlflow/experiments/search', 'experiments.search'],
      { message: { ...page, view_type: 'ALL' }, input: { ...paged, viewType: 'ALL' } },
      { output: { experiments: [experiment], nextPageToken: 'n' }, schema: wire.experiments },
    ),
  ),
  row(
    ['POST', '/mlflow/experiments/update', 'experiments.rename'],
    withExperiment({ new_name: 'b' }, { name: 'b' }),
  ),
  row(['POST', '/mlflow/experiments/delete', 'experiments.delete'], withExperiment()),
  row(['POST', '/mlflow/experiments/restore', 'experiments.restore'], withExperiment()),
  row(
    ['POST', '/mlflow/experiments/set-experiment-tag', 'experiments.setTag'],
    withExperiment({ key: 'k' }, { key: 'k', value: '' }),
  ),
  row(
    ['POST', '/mlflow/experiments/delete-experiment-tag', 'experiments.deleteTag'],
    withExperiment({ key: 'k' }, { key: 'k' }),
  ),
  row(
    ['POST', '/mlflow/runs/create', 'runs.create'],
    withExperiment(
      { run_name: 'first', start_time: '7', tags },
      { runName: 'first', userId: '', startTime: 7, tags },
    ),
    { output: { ...run, lineage: undefined }, schema: wire.newRun },
  ),
  row(['GET', '/mlflow/runs/get', 'runs.get'], withRun(), { output: run, schema: wire.run }),
  row(
    ['POST', '/mlflow/runs/update', 'runs.update'],
    withRun({ status: 3, end_time: 9 }, { status: 'FINISHED', endTime: 9 }),
    { output: { ...run.info, status: 'FINISHED', endTime: 9 }, schema: wire.runInfo },
  ),
  row(['POST', '/mlflow/runs/delete', 'runs.delete'], withRun()),
  row(['POST', '/mlflow/runs/restore', 'runs.restore'], withRun()),
  row(
    ['POST', '/mlflow/runs/search', 'runs.search'],
    {
      message: { ...page, experiment_ids: ['1', 2], run_view_type: 2 },
      input: { ...paged, experimentIds: ['1', '2'], viewType: 'DELETED_ONLY', withLineage: true },
    },
    { output: { runs: [run] }, schema: wire.runs },
  ),
  row(
    ['POST', '/mlflow/runs/log-metric', 'runs.logMetric'],
    withRun({ key: 'm', value: '1.5', timestamp: 3 }, { key: 'm', value: 1.5, timestamp: 3, step: 0 }),
  ),
  row(
    ['POST', '/mlflow/runs/log-parameter', 'runs.logParam'],
    withRun({ key: 'p', value: 'v' }, { key: 'p', value: 'v' }),
  ),
  row(
    ['POST', '/mlflow/runs/log-batch', 'runs.logBatch'],
    withRun({ metrics: points, tags }, { metrics: points, params: [], tags }),
  ),
  row(['POST', '/mlflow/runs/set-tag', 'runs.setTag'], withRun({ key: 'k' }, { key: 'k', value: '' })),
  row(['POST', '/mlflow/runs/delete-tag', 'runs.deleteTag'], withRun({ key: 'k' }, { key: 'k' })),
  row(
    ['GET', '/mlflow/metrics/get-history', 'metrics.history'],
    withRun({ metric_key: 'm', max_results: 2 }, { key: 'm', maxResults: 2 }),
    { output: { metrics: run.metrics, nextPageToken: 'n' }, schema: wire.history },
  ),
  row(
    ['GET', '/mlflow/artifacts/list', 'artifacts.list'],
    { message: { run_uuid: 'r1', path: 'b' }, input: { target: { runId: 'r1', path: 'b' } } },
    { output: { rootUri: 'mlflow-artifacts:/1/r1/artifacts', files }, schema: wire.artifacts },
  ),
  row(
    ['GET', '/mlflow-artifacts/artifacts', 'artifacts.list'],
    { message: { path: '1/r1' }, input: { target: { location: '1/r1' } } },
    { output: { rootUri: 'x', files }, schema: wire.files },
  ),
  row(['DELETE', '/mlflow-artifacts/artifacts/1/a%20b', 'artifacts.delete'], {
    message: {},
    input: { target: { location: '1/a b' } },
  }),
  row(
    ['GET', '/mlflow/server-info', 'server.info'],
    { message: {}, input: {} },
    { schema: wire.serverInfo, version: 3 },
  ),

  ...loggedModelCases(row),

  ...registryBindingCases,
];
