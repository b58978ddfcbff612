import type { ModelVersion, RegisteredModel } from '@millrace/spec';
import { z } from 'zod';
import type { BindingCase } from './binding-cases.ts';

const Entry = z.strictObject({ key: z.string(), value: z.string() });
const listOf = <T extends z.ZodType>(item: T) => z.array(item).min(1).optional();

const WireVersion = z.strictObject({
  name: z.string(),
  version: z.string().regex(/^\d+$/),
  creation_timestamp: z.int(),
  last_updated_timestamp: z.int(),
  current_stage: z.enum(['None', 'Staging', 'Production', 'Archived']),
  description: z.string().optional(),
  source: z.string(),
  run_id: z.string(),
  status: z.enum(['PENDING_REGISTRATION', 'FAILED_REGISTRATION', 'READY']),
  status_message: z.string().min(1).optional(),
  tags: listOf(Entry),
  run_link: z.string(),
  aliases: listOf(z.string()),
  model_id: z.string().optional(),
});

const WireModel = z.strictObject({
  name: z.string(),
  creation_timestamp: z.int(),
  last_updated_timestamp: z.int(),
  description: z.string().min(1).optional(),
  latest_versions: listOf(WireVersion),
  tags: listOf(Entry),
  aliases: listOf(z.strictObject({ alias: z.string(), version: z.string().regex(/^\d+$/) })),
});

const oneModel = z.strictObject({ registered_model: WireModel });
const oneVersion = z.strictObject({ model_version: WireVersion });
const nothing = z.strictObject({});

const version: ModelVersion = {
  name: 'm',
  version: 12,
  creationTime: 1,
  lastUpdateTime: 2,
  description: '',
  stage: 'None',
  source: 'runs:/r1/model',
  storageLocation: 'runs:/r1/model',
  runId: null,
  modelId: null,
  runLink: '',
  status: 'READY',
  statusMessage: '',
  tags: [],
  aliases: [],
};

const model: RegisteredModel = {
  name: 'm',
  description: null,
  creationTime: 1,
  lastUpdateTime: 2,
  tags: [{ key: 'k', value: 'v' }],
  aliases: [{ alias: 'champion', version: 12 }],
  latestVersions: [{ ...version, aliases: ['champion'], modelId: 'm-1', runId: 'r1', statusMessage: 'so' }],
};

const bare: RegisteredModel = { ...model, description: 'd', tags: [], aliases: [], latestVersions: [] };

const tags = [{ key: 'k', value: 'v' }];
const page = { filter: 'x', order_by: ['a', 'b'], max_results: '3', page_token: 't' };
const paged = { filter: 'x', orderBy: ['a', 'b'], maxResults: 3, pageToken: 't' };

type Row = readonly [method: string, path: string, id: BindingCase['id']];
type Sent = Pick<BindingCase, 'message' | 'input'>;
type Answered = Partial<Pick<BindingCase, 'output' | 'schema'>>;

const row = ([method, path, id]: Row, sent: Sent, answered: Answered = {}): BindingCase => ({
  method,
  path: `/mlflow/${path}`,
  id,
  ...sent,
  output: answered.output ?? {},
  schema: answered.schema ?? nothing,
});

const ofModel = (message: object = {}, input: object = {}): Sent => ({
  message: { name: 'm', ...message },
  input: { name: 'm', ...input },
});

const ofVersion = (message: object = {}, input: object = {}): Sent =>
  ofModel({ version: '12', ...message }, { version: 12, ...input });

/** One ordinary use of every JSON binding of the model registry. */
export const registryBindingCases: readonly BindingCase[] = [
  row(
    ['POST', 'registered-models/create', 'registeredModels.create'],
    ofModel({ tags, deployment_job_id: 'x' }, { description: null, tags }),
    { output: model, schema: oneModel },
  ),
  row(
    ['POST', 'registered-models/rename', 'registeredModels.rename'],
    ofModel({ new_name: 'n' }, { newName: 'n' }),
    { output: bare, schema: oneModel },
  ),
  row(
    ['PATCH', 'registered-models/update', 'registeredModels.update'],
    ofModel({ description: 'd' }, { description: 'd' }),
    { output: bare, schema: oneModel },
  ),
  row(['DELETE', 'registered-models/delete', 'registeredModels.delete'], ofModel()),
  row(['GET', 'registered-models/get', 'registeredModels.get'], ofModel(), {
    output: model,
    schema: oneModel,
  }),
  row(
    ['GET', 'registered-models/search', 'registeredModels.search'],
    { message: page, input: paged },
    {
      output: { models: [model, bare], nextPageToken: 'n' },
      schema: z.strictObject({ registered_models: listOf(WireModel), next_page_token: z.string() }),
    },
  ),
  ...['GET', 'POST'].map((method) =>
    row(
      [method, 'registered-models/get-latest-versions', 'registeredModels.latestVersions'],
      ofModel({ stages: ['None', 'Staging'] }, { stages: ['None', 'Staging'] }),
      { output: { versions: [version] }, schema: z.strictObject({ model_versions: listOf(WireVersion) }) },
    ),
  ),
  row(
    ['POST', 'registered-models/set-tag', 'registeredModels.setTag'],
    ofModel({ key: 'k' }, { key: 'k', value: '' }),
  ),
  row(
    ['DELETE', 'registered-models/delete-tag', 'registeredModels.deleteTag'],
    ofModel({ key: 'k' }, { key: 'k' }),
  ),
  row(
    ['POST', 'registered-models/alias', 'registeredModels.setAlias'],
    ofVersion({ alias: 'a' }, { alias: 'a' }),
  ),
  row(
    ['DELETE', 'registered-models/alias', 'registeredModels.deleteAlias'],
    ofModel({ alias: 'a' }, { alias: 'a' }),
  ),
  row(
    ['GET', 'registered-models/alias', 'registeredModels.getByAlias'],
    ofModel({ alias: 'a' }, { alias: 'a' }),
    { output: version, schema: oneVersion },
  ),
  row(
    ['POST', 'model-versions/create', 'modelVersions.create'],
    ofModel(
      { source: 'runs:/r1/model', run_id: 'r1', run_link: 'l', model_id: 'm-1', tags },
      { source: 'runs:/r1/model', runId: 'r1', runLink: 'l', modelId: 'm-1', description: '', tags },
    ),
    { output: version, schema: oneVersion },
  ),
  row(['PATCH', 'model-versions/update', 'modelVersions.update'], ofVersion({}, { description: null }), {
    output: { ...version, description: null },
    schema: oneVersion,
  }),
  row(
    ['POST', 'model-versions/transition-stage', 'modelVersions.transitionStage'],
    ofVersion(
      { stage: 'staging', archive_existing_versions: true },
      { stage: 'staging', archiveExistingVersions: true },
    ),
    { output: { ...version, stage: 'Staging' }, schema: oneVersion },
  ),
  row(['DELETE', 'model-versions/delete', 'modelVersions.delete'], ofVersion()),
  row(['GET', 'model-versions/get', 'modelVersions.get'], ofVersion(), {
    output: version,
    schema: oneVersion,
  }),
  row(
    ['GET', 'model-versions/search', 'modelVersions.search'],
    { message: page, input: paged },
    {
      output: { versions: [version], nextPageToken: 'n' },
      schema: z.strictObject({ model_versions: listOf(WireVersion), next_page_token: z.string() }),
    },
  ),
  row(['GET', 'model-versions/get-download-uri', 'modelVersions.downloadUri'], ofVersion(), {
    output: { uri: 'runs:/r1/model' },
    schema: z.strictObject({ artifact_uri: z.string() }),
  }),
  row(
    ['POST', 'model-versions/set-tag', 'modelVersions.setTag'],
    ofVersion({ key: 'k' }, { key: 'k', value: '' }),
  ),
  row(
    ['DELETE', 'model-versions/delete-tag', 'modelVersions.deleteTag'],
    ofVersion({ key: 'k' }, { key: 'k' }),
  ),
];
