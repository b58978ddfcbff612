import { strictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Attack, jsonRequest, query, requireStatus } from './attack.ts';
import { AJAX, API, type Target } from './target.ts';

const LOCATIONS: readonly unknown[] = [
  'http:///#/../../etc/',
  'http://h/?/../..',
  'file:///etc',
  '/etc',
  'FILE:/etc',
  '\tfile:///etc',
  ' /etc',
  's3://b/a/../../x',
  's3://b/..;/x',
  's3://bucket/path',
  'mlflow-artifacts:/../..',
  'mlflow-artifacts:/a/%2e%2e/b',
  'mlflow-artifacts://h:9/models/../../',
  'mlflow-artifacts:/millrace.db',
  'mlflow-artifacts:/.millrace-uploads',
  'dbfs:/x%3f/../..',
  'runs:/x',
  'ftp://h/x',
  'gopher://h/x',
  'data:text/plain,x',
  '//h/x',
  '../outside',
  'C:\\x',
  5,
  ['/etc'],
  { path: '/etc' },
];

const HOSTS = [
  '169.254.169.254',
  '127.1',
  '0x7f000001',
  '2130706433',
  '[::ffff:127.0.0.1]',
  '[::1]',
  '0.0.0.0',
  '127.0.0.1:80@evil',
  'ⓛocalhost',
  '100.64.0.1',
  '[fd00::1]',
];

const countExperiments = async (target: Target): Promise<number> => {
  const { body } = await target.send({ target: `${API}/experiments/search?max_results=1000&view_type=ALL` });
  return (JSON.parse(body) as { experiments: unknown[] }).experiments.length;
};

const refusedLocation = (id: string, shown: string, of: (target: Target) => unknown): Attack => ({
  id,
  name: `artifact_location ${shown}`,
  strike: async (target) => {
    const before = await countExperiments(target);
    const answer = await target.send(
      jsonRequest(`${API}/experiments/create`, { name: `at ${shown}`, artifact_location: of(target) }),
    );
    requireStatus(answer, [400]);
    strictEqual(await countExperiments(target), before, 'an experiment was stored');
  },
});

/** By the API no such run comes to be. One that is there all the same makes the server open nothing. */
const storedUri = (uri: string): Attack => ({
  id: 'P13',
  name: `a run in the database at ${uri}`,
  strike: async (target) => {
    const created = await target.send(jsonRequest(`${API}/runs/create`, { experiment_id: '0' }));
    const runId = (JSON.parse(created.body) as { run: { info: { run_id: string } } }).run.info.run_id;
    const real = uri.replace('BASE', target.base).replace('SENTINEL', String(target.sentinel.port));
    setUri(target, runId, real);
    for (const path of ['canary.txt', 'outside/canary.txt', 'passwd']) {
      const named = query({ run_id: runId, path });
      requireStatus(await target.send({ target: `/get-artifact?${named}` }), [400, 404, 501]);
      requireStatus(await target.send({ target: `${API}/artifacts/list?${named}` }), [400, 404, 501]);
      const body = {
        method: 'POST',
        target: `${AJAX}/upload-artifact?run_uuid=${runId}&path=pwn`,
        body: 'pwn',
      };
      requireStatus(await target.send(body), [400, 404, 501]);
    }
    setUri(target, runId, `mlflow-artifacts:/0/${runId}/artifacts`);
  },
});

const setUri = ({ root }: Target, runId: string, uri: string): void => {
  const database = new DatabaseSync(join(root, 'millrace.db'), { timeout: 5_000 });
  database.prepare('UPDATE runs SET artifact_uri = ? WHERE run_id = ?').run(uri, runId);
  database.close();
};

export const locationAttacks: readonly Attack[] = [
  ...LOCATIONS.map((location) => refusedLocation('P10', JSON.stringify(location), () => location)),
  ...[
    'file:///etc',
    '/etc',
    'file://BASE',
    'mlflow-artifacts:/../..',
    'mlflow-artifacts:/../../outside',
    'mlflow-artifacts:/',
    'http://127.0.0.1:SENTINEL/',
    's3://bucket/x',
  ].map(storedUri),
  refusedLocation('S01', 'of the sentinel', ({ sentinel }) => `http://127.0.0.1:${sentinel.port}/`),
  refusedLocation(
    'S01',
    'of the sentinel by mlflow-artifacts',
    ({ sentinel }) => `mlflow-artifacts://127.0.0.1:${sentinel.port}/x`,
  ),
  ...HOSTS.flatMap((host) =>
    ['http', 'https', 's3', 'mlflow-artifacts'].map((scheme) =>
      refusedLocation('S02', `${scheme}://${host}`, ({ sentinel }) =>
        host.includes('@') ? `${scheme}://${host}/x` : `${scheme}://${host}:${sentinel.port}/x`,
      ),
    ),
  ),
];
