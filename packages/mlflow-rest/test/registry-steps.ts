import type { Step } from './exchange-steps.ts';

type Rest = Pick<Step, 'differs' | 'ownWords'>;

const at = (path: string): string => `/api/2.0/mlflow/${path}`;

const send =
  (method: string) =>
  (name: string, path: string, body: object): Step => ({ name, method, path: at(path), body });

const post = send('POST');
const patch = send('PATCH');
const remove = send('DELETE');
const get = (name: string, path: string): Step => ({ name, method: 'GET', path: at(path) });

const but = (step: Step, rest: Rest): Step => ({ ...step, ...rest });
const inOwnWords = (step: Step): Step => but(step, { ownWords: true });

const run = { run_id: '<run>' };
const version = (number: string | number, rest: object = {}) => ({ name: 'm', version: number, ...rest });
const fromRun = { source: 'runs:/<run>/model', ...run };

const prompt = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }];

const models: readonly Step[] = [
  post('create a model', 'registered-models/create', {
    name: 'm',
    description: 'd',
    tags: [{ key: 'team', value: 'a' }],
  }),
  post('the same name again', 'registered-models/create', { name: 'm' }),
  post('a model without a name', 'registered-models/create', {}),
  post('a blank name', 'registered-models/create', { name: ' ' }),
  post('a name with a slash', 'registered-models/create', { name: 'a/b' }),
  post('a name that climbs', 'registered-models/create', { name: '..x' }),
  post('another model', 'registered-models/create', { name: 'other' }),
  post('a third model', 'registered-models/create', { name: 'away' }),
  post('a prompt of a taken name', 'registered-models/create', { name: 'm', tags: prompt }),
  post('a prompt', 'registered-models/create', { name: 'hello', tags: prompt }),
  get('get it', 'registered-models/get?name=m'),
  get('get none', 'registered-models/get?name=none'),
  patch('describe it', 'registered-models/update', { name: 'm', description: 'e' }),
  patch('describe it no more', 'registered-models/update', { name: 'm' }),
  patch('describe none', 'registered-models/update', { name: 'none', description: 'e' }),
  post('tag it', 'registered-models/set-tag', { name: 'm', key: 'k', value: 'v' }),
  post('tag it with nothing', 'registered-models/set-tag', { name: 'm', key: 'blank' }),
  post('tag it without a key', 'registered-models/set-tag', { name: 'm', value: 'v' }),
  post('a long tag', 'registered-models/set-tag', { name: 'm', key: 'k', value: 'x'.repeat(100_001) }),
  remove('remove a tag', 'registered-models/delete-tag', { name: 'm', key: 'k' }),
  remove('remove it again', 'registered-models/delete-tag', { name: 'm', key: 'k' }),
  remove('remove a tag of none', 'registered-models/delete-tag', { name: 'none', key: 'k' }),
];

const versions: readonly Step[] = [
  get('versions when there are none', 'model-versions/search'),
  get('the newest of none', 'registered-models/alias?name=other&alias=latest'),
  post('create a version', 'model-versions/create', {
    name: 'm',
    ...fromRun,
    description: 'first',
    run_link: 'https://example.org',
    tags: [{ key: 'k', value: 'v' }],
  }),
  post('a version of a location', 'model-versions/create', {
    name: 'm',
    source: 'mlflow-artifacts:/<experiment>/<run>/artifacts/model',
    ...run,
  }),
  post('a version of a version', 'model-versions/create', { name: 'm', source: 'models:/m/1' }),
  post('a version of none', 'model-versions/create', { name: 'none', ...fromRun }),
  post('a version of an unknown version', 'model-versions/create', { name: 'm', source: 'models:/m/99' }),
  post('a version of an unknown model', 'model-versions/create', { name: 'm', source: 'models:/none/1' }),
  inOwnWords(post('a version of a local path', 'model-versions/create', { name: 'm', source: '/tmp' })),
  inOwnWords(
    post('a version of an unknown run', 'model-versions/create', {
      name: 'm',
      source: 'runs:/00000000000000000000000000000000/model',
      ...run,
    }),
  ),
  inOwnWords(
    post('a version of another run', 'model-versions/create', { name: 'm', ...fromRun, run_id: 'other' }),
  ),
  but(post('a version from a bucket', 'model-versions/create', { name: 'away', source: 's3://b/x' }), {
    differs: { status: 400, code: 'INVALID_PARAMETER_VALUE', why: 'only what a run or logged model owns' },
  }),
  but(
    post('a version of a run, not named', 'model-versions/create', { name: 'away', source: fromRun.source }),
    {
      differs: { status: 200, why: 'the source names the run' },
    },
  ),
  post('a version without a source', 'model-versions/create', { name: 'm' }),
  post('a version of a prompt', 'model-versions/create', {
    name: 'hello',
    source: 'dummy-source',
    tags: prompt,
  }),
  post('a prompt of a path', 'model-versions/create', { name: 'hello', source: '/tmp', tags: prompt }),
  get('get a version', 'model-versions/get?name=m&version=1'),
  get('get no version', 'model-versions/get?name=m&version=99'),
  get('get a version that is no number', 'model-versions/get?name=m&version=x'),
  get('get a version without its number', 'model-versions/get?name=m'),
  patch('describe a version', 'model-versions/update', version('1', { description: 'better' })),
  patch('describe a version no more', 'model-versions/update', version('2')),
  get('download a run', 'model-versions/get-download-uri?name=m&version=1'),
  get('download a copy', 'model-versions/get-download-uri?name=m&version=3'),
  get('download none', 'model-versions/get-download-uri?name=m&version=99'),
  post('tag a version', 'model-versions/set-tag', version('2', { key: 'k', value: 'w' })),
  remove('remove a tag of a version', 'model-versions/delete-tag', version('2', { key: 'k' })),
  remove('remove that again', 'model-versions/delete-tag', version('2', { key: 'k' })),
];

const lifecycle: readonly Step[] = [
  post('set an alias', 'registered-models/alias', version('1', { alias: 'champion' })),
  post('an alias of no version', 'registered-models/alias', version('99', { alias: 'champion' })),
  post('a reserved alias', 'registered-models/alias', version('1', { alias: 'Latest' })),
  post('an alias like a version', 'registered-models/alias', version('1', { alias: 'v1' })),
  post('an alias with a space', 'registered-models/alias', version('1', { alias: 'a b' })),
  post('no alias', 'registered-models/alias', version('1')),
  get('get by alias', 'registered-models/alias?name=m&alias=champion'),
  get('get by no alias', 'registered-models/alias?name=m&alias=none'),
  get('get the latest', 'registered-models/alias?name=m&alias=latest'),
  post('to a stage', 'model-versions/transition-stage', version('1', { stage: 'staging' })),
  post(
    'to a stage, archiving',
    'model-versions/transition-stage',
    version('2', { stage: 'Staging', archive_existing_versions: true }),
  ),
  but(
    post(
      'to a stage that archives nothing',
      'model-versions/transition-stage',
      version('2', { stage: 'None', archive_existing_versions: true }),
    ),
    {
      differs: { status: 400, code: 'INVALID_PARAMETER_VALUE', why: 'the request is wrong, not the server' },
    },
  ),
  post('to no stage', 'model-versions/transition-stage', version('2', { stage: 'live' })),
  inOwnWords(
    post(
      'with a word for a boolean',
      'model-versions/transition-stage',
      version('2', { stage: 'None', archive_existing_versions: 'x' }),
    ),
  ),
  post('latest versions', 'registered-models/get-latest-versions', { name: 'm' }),
  get(
    'latest versions of stages',
    'registered-models/get-latest-versions?name=m&stages=none&stages=Production',
  ),
  post('latest versions of no stage', 'registered-models/get-latest-versions', {
    name: 'm',
    stages: ['live'],
  }),
  but(get('the model with all of it', 'registered-models/get?name=m'), {
    differs: { status: 200, why: 'latest_versions tell their aliases, as get-latest-versions does' },
  }),
];

const searches: readonly Step[] = [
  get('search models', "registered-models/search?filter=name%20LIKE%20'oth%25'"),
  get('search models by tag', "registered-models/search?filter=tags.team%20%3D%20'b'"),
  get('search prompts', "registered-models/search?filter=tags.%60mlflow.prompt.is_prompt%60%20%3D%20'true'"),
  get('a page of models', 'registered-models/search?max_results=1&order_by=name%20DESC'),
  inOwnWords(get('too many models', 'registered-models/search?max_results=1001')),
  but(get('no models', 'registered-models/search?max_results=0'), {
    differs: { status: 400, code: 'INVALID_PARAMETER_VALUE', why: 'such a page never ends' },
  }),
  inOwnWords(get('models by what they have not', 'registered-models/search?filter=colour%20%3D%20%27a%27')),
  inOwnWords(get('models in no order', 'registered-models/search?order_by=creation_timestamp')),
  get('search versions', "model-versions/search?filter=name%3D'm'%20AND%20version_number%20%3E%201"),
  but(
    get(
      'search versions of a run',
      "model-versions/search?filter=run_id%3D'<run>'%20AND%20tags.k%3D'v'&max_results=1",
    ),
    {
      differs: { status: 200, why: 'versions tell their aliases wherever they are found' },
    },
  ),
  get('versions of prompts', "model-versions/search?filter=name%3D'hello'"),
  inOwnWords(get('no versions', 'model-versions/search?max_results=0')),
  inOwnWords(get('too many versions', 'model-versions/search?max_results=200001')),
  inOwnWords(get('versions by stage', "model-versions/search?filter=current_stage%3D'None'")),
];

const ends: readonly Step[] = [
  remove('remove an alias', 'registered-models/alias', { name: 'm', alias: 'none' }),
  remove('delete a version', 'model-versions/delete', version('1')),
  remove('delete it again', 'model-versions/delete', version('1')),
  get('its alias is gone', 'registered-models/alias?name=m&alias=champion'),
  post('the next number', 'model-versions/create', { name: 'm', ...fromRun }),
  post('rename', 'registered-models/rename', { name: 'm', new_name: 'n' }),
  post('rename to nothing', 'registered-models/rename', { name: 'n' }),
  post('rename to a bad name', 'registered-models/rename', { name: 'n', new_name: 'a:b' }),
  inOwnWords(post('rename to a taken name', 'registered-models/rename', { name: 'n', new_name: 'other' })),
  post('rename none', 'registered-models/rename', { name: 'm', new_name: 'x' }),
  get('get a version by its new name', 'model-versions/get?name=n&version=2'),
  inOwnWords({
    name: 'get a file above the version',
    method: 'GET',
    path: '/model-versions/get-artifact?name=n&version=2&path=../x',
  }),
  remove('delete the model', 'registered-models/delete', { name: 'n' }),
  remove('delete the model again', 'registered-models/delete', { name: 'n' }),
  get('its versions are gone', 'model-versions/get?name=n&version=2'),
];

/** The life of registered models, and the mistakes made in it. Recorded from MLflow, replayed against Millrace. */
export const registrySteps: readonly Step[] = [
  post('create an experiment', 'experiments/create', { name: 'registry' }),
  post('create a run', 'runs/create', { experiment_id: '<experiment>', run_name: 'first', start_time: 7 }),
  ...models,
  ...versions,
  ...lifecycle,
  ...searches,
  ...ends,
];
