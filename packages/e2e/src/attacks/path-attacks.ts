import { type Attack, query, refused, requireStatus } from './attack.ts';
import { AJAX, API, ARTIFACTS, PREFIX, type Target } from './target.ts';

const ODD_PATHS = [
  '/etc/passwd',
  '//etc/passwd',
  'C:\\x',
  '\\\\h\\s',
  '..\\..\\x',
  'a/./b',
  'a//../b',
  'NUL',
  'f::$DATA',
  '../../../canary.txt',
];

/** As they stand in a URL: climbing hidden under one, two and three layers of encoding. */
const ENCODED = [
  '%2e%2e%2fcanary.txt',
  '%252e%252e%252fcanary.txt',
  '%25252e%25252e%25252fcanary.txt',
  '..%5ccanary.txt',
  '..%255ccanary.txt',
  '%c0%ae%c0%ae/canary.txt',
  '%',
  '%zz',
  'a%00.txt',
  '%2e%2e/%2e%2e/canary.txt',
];

const keeps = async (target: Target): Promise<void> => {
  const kept = await target.send({
    target: `/get-artifact?${query({ run_id: target.runId, path: 'keep.txt' })}`,
  });
  requireStatus(kept, [200]);
};

const climb: readonly Attack[] = [
  ...['', PREFIX].map((prefix) =>
    refused({ id: 'P01', name: `get-artifact climbs, prefix '${prefix}'` }, ({ runId }) => ({
      target: `${prefix}/get-artifact?${query({ run_id: runId, path: '../../../etc/passwd' })}`,
    })),
  ),
  refused(
    {
      id: 'P01',
      name: 'model-versions/get-artifact climbs',
      needs: { target: '/model-versions/get-artifact?name=m&version=1&path=x' },
    },
    () => ({
      target: `/model-versions/get-artifact?${query({ name: 'm', version: '1', path: '../../../etc/passwd' })}`,
    }),
  ),
];

const odd = ODD_PATHS.flatMap((path) => [
  refused({ id: 'P02', name: `get-artifact ${path}` }, ({ runId }) => ({
    target: `/get-artifact?${query({ run_id: runId, path })}`,
  })),
  refused({ id: 'P02', name: `artifacts/list ${path}` }, ({ runId }) => ({
    target: `${API}/artifacts/list?${query({ run_id: runId, path })}`,
  })),
  refused({ id: 'P02', name: `upload-artifact ${path}` }, ({ runId }) => ({
    method: 'POST',
    target: `${AJAX}/upload-artifact?${query({ run_uuid: runId, path })}`,
    body: 'x',
  })),
  refused({ id: 'P02', name: `PUT ${path}` }, ({ artifacts }) => ({
    method: 'PUT',
    target: `${ARTIFACTS}/${artifacts}/${encodeURIComponent(path)}`,
    body: 'x',
  })),
]);

const encoded = ENCODED.flatMap((path) => [
  refused({ id: 'P03', name: `get-artifact ${path}` }, ({ runId }) => ({
    target: `/get-artifact?run_id=${runId}&path=${path}`,
  })),
  ...['GET', 'PUT', 'DELETE'].map((method) =>
    refused({ id: 'P03', name: `${method} artifacts/${path}` }, ({ artifacts }) => ({
      method,
      target: `${ARTIFACTS}/${artifacts}/${path}`,
      ...(method === 'PUT' ? { body: 'x' } : {}),
    })),
  ),
  ...['GET', 'PUT'].map((method) =>
    refused({ id: 'P03', name: `${method} bytes/${path}` }, ({ runId }) => ({
      method,
      target: `${PREFIX}/bytes/runs/${runId}/${path}`,
      ...(method === 'PUT' ? { body: 'x' } : {}),
    })),
  ),
]);

const spellings = [
  `${ARTIFACTS}/../../etc/passwd`,
  `${ARTIFACTS}/../../../../canary.txt`,
  'http://evil/api/2.0/mlflow/experiments/search',
  'http://evil/',
  `/${API}/experiments/search`,
  API.toUpperCase(),
  '/API/2.0/mlflow/experiments/search',
  `${PREFIX}/../canary.txt`,
  `${PREFIX}/%2e%2e/canary.txt`,
  `${PREFIX}/..%2f..%2fcanary.txt`,
  `${PREFIX}/assets/../../../canary.txt`,
  '/\\..\\canary.txt',
  '*',
].map((spelling) =>
  refused({ id: 'P04', name: spelling, with: [400, 403, 404] }, () => ({ target: spelling })),
);

const writes: readonly Attack[] = [
  refused({ id: 'P05', name: 'PUT above the root' }, () => ({
    method: 'PUT',
    target: `${ARTIFACTS}/..%2f..%2fpwn`,
    body: 'pwn',
  })),
  refused({ id: 'P05', name: 'PUT with plain dots', with: [400, 404] }, () => ({
    method: 'PUT',
    target: `${ARTIFACTS}/../../pwn`,
    body: 'pwn',
  })),
  refused({ id: 'P05', name: 'PUT to no experiment' }, () => ({
    method: 'PUT',
    target: `${ARTIFACTS}/pwn`,
    body: 'pwn',
  })),
  refused({ id: 'P05', name: "PUT over the server's own data" }, () => ({
    method: 'PUT',
    target: `${ARTIFACTS}/millrace.db`,
    body: 'pwn',
  })),
  refused({ id: 'P05', name: 'PUT into the staging folder' }, () => ({
    method: 'PUT',
    target: `${ARTIFACTS}/.millrace-uploads/pwn`,
    body: 'pwn',
  })),
  refused({ id: 'P05', name: 'upload-artifact above the run' }, ({ runId }) => ({
    method: 'POST',
    target: `${AJAX}/upload-artifact?${query({ run_uuid: runId, path: '../../x' })}`,
    body: 'pwn',
  })),
];

const deletes: readonly Attack[] = [
  '/%252e%252e%252f',
  '/',
  '',
  '/.',
  '/1/..',
  '/0',
  '/0/',
  '/millrace.db',
  '/..%2fcanary.txt',
].map((end) => ({
  id: 'P06',
  name: `DELETE artifacts${end}`,
  strike: async (target) => {
    requireStatus(await target.send({ method: 'DELETE', target: `${ARTIFACTS}${end}` }), [400, 404, 405]);
    await keeps(target);
  },
}));

const wholeRun: Attack = {
  id: 'P06',
  name: 'DELETE of the folder of a run',
  strike: async (target) => {
    for (const folder of [target.artifacts, `0/${target.runId}`]) {
      requireStatus(await target.send({ method: 'DELETE', target: `${ARTIFACTS}/${folder}` }), [400]);
    }
    await keeps(target);
  },
};

const ids = [
  refused({ id: 'P07', name: 'artifacts/list path ..' }, ({ runId }) => ({
    target: `${API}/artifacts/list?${query({ run_id: runId, path: '..' })}`,
  })),
  refused({ id: 'P07', name: 'mlflow-artifacts path ../..' }, () => ({
    target: `${ARTIFACTS}?${query({ path: '../..' })}`,
  })),
  ...['/runs/get', '/artifacts/list', '/metrics/get-history'].map((route) =>
    refused({ id: 'P07', name: `${route} run_id ../x`, with: [400, 404] }, () => ({
      target: `${API}${route}?${query({ run_id: '../x', metric_key: 'm' })}`,
    })),
  ),
  ...['../1', '1/..', '%2e%2e', '-1', '1e9', '0x1', '9'.repeat(400)].map((id) =>
    refused({ id: 'P07', name: `experiment_id ${id.slice(0, 20)}`, with: [400, 404] }, () => ({
      target: `${API}/experiments/get?${query({ experiment_id: id })}`,
    })),
  ),
];

export const pathAttacks: readonly Attack[] = [
  ...climb,
  ...odd,
  ...encoded,
  ...spellings,
  ...writes,
  ...deletes,
  wholeRun,
  ...ids,
];
