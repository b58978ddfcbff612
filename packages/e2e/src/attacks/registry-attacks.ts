import { type Attack, jsonRequest, query, refused, requireStatus } from './attack.ts';
import { AJAX, API, PREFIX, type Target } from './target.ts';
import type { RawRequest } from './send-raw.ts';

const REGISTRY: RawRequest = jsonRequest(`${API}/registered-models/create`, {});

const MODEL = 'attacked';

const SOURCES: readonly [name: string, source: (target: Target) => string][] = [
  ['/tmp', () => '/tmp'],
  ['file:///tmp', () => 'file:///tmp'],
  ['file://123.456.789.123/x', () => 'file://123.456.789.123/x'],
  ['mlflow-artifacts with a host', () => 'mlflow-artifacts://h:9/models/../../'],
  ['encoded climb', ({ artifacts }) => `mlflow-artifacts:/${artifacts}/..%2f..%2fx`],
  ['encoded NUL', ({ artifacts }) => `mlflow-artifacts:/${artifacts}/artifact%00`],
  ['https climb', () => 'https://h/../..'],
  ['s3a climb', () => 's3a://b/a/../../'],
  ['ftp climb', () => 'ftp://h/../'],
  ['dbfs climb', () => 'dbfs:/R/artifacts/a%3f/../../'],
  ['local path', ({ root }) => root],
  ['the sentinel', ({ sentinel }) => `http://127.0.0.1:${sentinel.port}/`],
];

const makeModel = (target: Target): Promise<unknown> =>
  target.send(jsonRequest(`${API}/registered-models/create`, { name: MODEL }));

const sources = SOURCES.map(
  ([name, source]): Attack => ({
    id: 'P11',
    name: `version from ${name}`,
    needs: REGISTRY,
    strike: async (target) => {
      await makeModel(target);
      const body = { name: MODEL, source: source(target) };
      requireStatus(await target.send(jsonRequest(`${API}/model-versions/create`, body)), [400]);
      const own = { ...body, run_id: target.runId };
      requireStatus(await target.send(jsonRequest(`${API}/model-versions/create`, own)), [400]);
    },
  }),
);

const ownSources = ['', '/model', '/foo///bar', '/artifact/..../'].map(
  (end): Attack => ({
    id: 'P11',
    name: `version from the run's own artifacts${end}`,
    needs: REGISTRY,
    strike: async (target) => {
      await makeModel(target);
      const body = {
        name: MODEL,
        source: `mlflow-artifacts:/${target.artifacts}${end}`,
        run_id: target.runId,
      };
      requireStatus(await target.send(jsonRequest(`${API}/model-versions/create`, body)), [200]);
    },
  }),
);

const prompt: Attack = {
  id: 'P12',
  name: 'a prompt whose source is /etc',
  needs: REGISTRY,
  strike: async (target) => {
    await makeModel(target);
    const tags = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }];
    const body = { name: MODEL, source: '/etc', tags };
    requireStatus(await target.send(jsonRequest(`${API}/model-versions/create`, body)), [400]);
    const read = `/model-versions/get-artifact?${query({ name: MODEL, version: '1000', path: 'passwd' })}`;
    requireStatus(await target.send({ target: read }), [404]);
  },
};

const MODEL_FILES = (path: string): string =>
  `${PREFIX}/ajax-api/2.0/mlflow/logged-models/m-${'0'.repeat(32)}/artifacts/files?${query({ artifact_file_path: path })}`;

const trace = (version: string): string => `${PREFIX}/ajax-api/${version}/mlflow/get-trace-artifact`;

const files = [
  refused({ id: 'P14', name: 'logged model climbs', needs: { target: MODEL_FILES('x') } }, () => ({
    target: MODEL_FILES('../../x'),
  })),
  ...['2.0', '3.0'].map((version) =>
    refused(
      { id: 'P14', name: `trace artifact climbs, ${version}`, needs: { target: trace(version) } },
      () => ({
        target: `${trace(version)}?${query({ request_id: '../../x' })}`,
      }),
    ),
  ),
];

const multipart = (verb: string): string => `/api/2.0/mlflow-artifacts/mpu/${verb}`;

/** 501 from a store that has no multipart uploads: nothing is begun. */
const REFUSED_PARTS = [400, 403, 404, 501];

const parts = [
  refused(
    { id: 'P15', name: 'multipart create climbs', needs: jsonRequest(`${multipart('create')}/x`, {}) },
    () => jsonRequest(`${multipart('create')}/..%2fx`, { path: 'x', num_parts: 1 }),
  ),
  ...[0, -1, 1e9].map((count) =>
    refused(
      {
        id: 'P15',
        name: `multipart of ${count} parts`,
        needs: jsonRequest(`${multipart('create')}/x`, {}),
        with: REFUSED_PARTS,
      },
      ({ artifacts }) => jsonRequest(`${multipart('create')}/${artifacts}`, { path: 'x', num_parts: count }),
    ),
  ),
  ...['complete', 'abort'].map((verb) =>
    refused(
      {
        id: 'P15',
        name: `multipart ${verb} of another upload`,
        needs: jsonRequest(`${multipart(verb)}/x`, {}),
        with: REFUSED_PARTS,
      },
      ({ artifacts }) =>
        jsonRequest(`${multipart(verb)}/${artifacts}`, {
          path: 'x',
          upload_id: 'of somebody else',
          parts: [{ part_number: 10_001, etag: 'x' }],
        }),
    ),
  ),
];

const users = refused(
  {
    id: 'X05',
    name: 'users/create with a markup Content-Type',
    needs: jsonRequest(`${AJAX}/users/create`, {}),
  },
  () => ({
    method: 'POST',
    target: `${AJAX}/users/create`,
    headers: [['content-type', '<script>alert(1)</script>']],
    body: '{}',
  }),
);

export const registryAttacks: readonly Attack[] = [
  ...sources,
  ...ownSources,
  prompt,
  ...files,
  ...parts,
  users,
];
