import { operations } from '@millrace/protocol';
import { MillraceError } from '@millrace/spec';
import { describe, expect, it } from 'vitest';
import { type BindingCase, bindingCases } from '../test/binding-cases.ts';
import { createFakeServices } from '../test/fake-services.ts';
import { wire } from '../test/wire-schemas.ts';
import { restTable } from './bindings/index.ts';
import { createMlflowRest } from './create-mlflow-rest.ts';

const caller = { name: 'test', grants: 'all' } as const;

const start = (staticPrefix = '') => {
  const fake = createFakeServices();
  const defects: unknown[] = [];
  const handle = createMlflowRest({
    services: fake.services,
    contextOf: () => ({ caller }),
    staticPrefix,
    version: '1.2.3',
    onDefect: (error) => defects.push(error),
  });
  const send = (path: string, init: RequestInit = {}) => handle(new Request(`http://localhost${path}`, init));
  return { ...fake, defects, send };
};

const json = { 'content-type': 'application/json' };

const toQuery = (message: BindingCase['message']): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(message)) {
    for (const item of [value].flat()) query.append(name, String(item));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
};

const requestOf = (
  { method, path, version = 2, message }: BindingCase,
  prefix: string,
): [string, RequestInit] => {
  const mounted = `${prefix}/${version}.0${path}`;
  if (method === 'GET') return [mounted + toQuery(message), {}];
  return [mounted, { method, headers: json, body: JSON.stringify(message) }];
};

const expectError = async (response: Response, status: number, code: string): Promise<string> => {
  expect(response.headers.get('content-type')).toBe('application/json');
  const { error_code, message } = wire.error.parse(await response.json());
  expect([response.status, error_code]).toEqual([status, code]);
  return message;
};

describe('every JSON binding', () => {
  it('has a case here', () => {
    const bound = Object.entries(restTable).flatMap(([id, bindings]) =>
      (bindings ?? []).flatMap((binding) =>
        binding.kind === 'json' ? binding.methods.map((method) => `${method} ${binding.path} ${id}`) : [],
      ),
    );
    const cased = bindingCases.map(({ method, path, id, template }) =>
      `${method} ${template ?? path} ${id}`.replace('artifacts/1/a%20b', 'artifacts/*'),
    );
    expect(cased.toSorted()).toEqual(bound.toSorted());
  });

  describe.each(bindingCases)('$method $path', (row) => {
    it.each(['/api', '/ajax-api', '/at/it/ajax-api'])('is served below %s', async (mount) => {
      const { send, calls, answers } = start(mount.startsWith('/at') ? '/at/it' : '');
      answers.set(row.id, row.output);
      if (row.ajaxOnly === true && mount === '/api') {
        await expectError(await send(...requestOf(row, mount)), 404, 'ENDPOINT_NOT_FOUND');
        return;
      }
      const response = await send(...requestOf(row, mount));
      expect(calls).toEqual([{ id: row.id, input: row.input, context: { caller } }]);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/json');
      row.schema.parse(await response.json());
      expect(operations[row.id].input.safeParse(calls[0]?.input).success).toBe(true);
    });

    it('answers HEAD where it answers GET, and no method it has not', async () => {
      const { send, calls, answers } = start();
      const here = bindingCases.filter((other) => other.path === row.path);
      for (const { id, output } of here) answers.set(id, output);
      const mounted = `/ajax-api/${row.version ?? 2}.0${row.path}`;
      const reading = here.find((other) => other.method === 'GET');
      if (row.method !== 'DELETE' || reading !== undefined) {
        const query = reading === undefined ? '' : toQuery(reading.message);
        const head = await send(mounted + query, { method: 'HEAD' });
        expect([head.status, await head.text()]).toEqual([reading === undefined ? 405 : 200, '']);
      }
      calls.length = 0;
      // A file's path takes PUT as well.
      const other = row.path.startsWith('/mlflow-artifacts/') ? 'PATCH' : 'PUT';
      await expectError(await send(mounted, { method: other }), 405, 'BAD_REQUEST');
      expect(calls).toEqual([]);
    });
  });
});

describe('presence and numbers', () => {
  it('leaves out what is unset or empty and shows explicit zeros', async () => {
    const { send, answers } = start();
    answers.set('experiments.search', { experiments: [] });
    answers.set('runs.search', { runs: [] });
    expect(await (await send('/api/2.0/mlflow/experiments/search?max_results=1')).text()).toBe('{}');
    const runs = await send('/api/2.0/mlflow/runs/search', { method: 'POST', headers: json, body: '{}' });
    expect(await runs.text()).toBe('{}');
  });

  it('writes what JSON has no number for as MLflow does', async () => {
    const { send, answers } = start();
    const point = { key: 'k', timestamp: 0, step: 0 };
    answers.set('metrics.history', {
      metrics: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0].map((value) => ({
        ...point,
        value,
      })),
    });
    const response = await send('/api/2.0/mlflow/metrics/get-history?run_id=r&metric_key=k');
    const { metrics } = (await response.json()) as { metrics: { value: unknown }[] };
    expect(metrics.map((metric) => metric.value)).toEqual(['NaN', Number.MAX_VALUE, -Number.MAX_VALUE, 0]);
  });
});

describe('the message', () => {
  const logMetric = '/api/2.0/mlflow/runs/log-metric';
  const metric = { run_id: 'r', key: 'k', value: 1, timestamp: 2 };

  it('may be JSON within JSON', async () => {
    const { send, calls } = start();
    const body = JSON.stringify(JSON.stringify(metric));
    expect((await send(logMetric, { method: 'POST', headers: json, body })).status).toBe(200);
    expect(calls[0]?.input).toEqual({ runId: 'r', key: 'k', value: 1, timestamp: 2, step: 0 });
  });

  it.each(['application/json', 'Application/JSON; charset=utf-8'])('may come as %s', async (type) => {
    const { send, calls } = start();
    const init = { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(metric) };
    expect((await send(logMetric, init)).status).toBe(200);
    expect(calls).toHaveLength(1);
  });

  it.each([
    'text/plain',
    'application/jsonp',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ])('may not come as %s', async (type) => {
    const { send, calls } = start();
    const init = { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(metric) };
    await expectError(await send(logMetric, init), 400, 'INVALID_PARAMETER_VALUE');
    expect(calls).toEqual([]);
  });

  it.each([
    ['', "required parameter 'run_id'"],
    ['{', 'Malformed JSON'],
    ['[]', 'expected a JSON object'],
    ['7', 'expected a JSON object'],
    ['"x"', 'Malformed JSON'],
    ['{"run_id":"r","key":"k","value":NaN,"timestamp":1}', 'Malformed JSON'],
    ['{"run_id":"r","key":"k","value":1e400,"timestamp":1}', "parameter 'value'"],
    ['{"run_id":"r","key":"k","value":1,"timestamp":9223372036854775808}', "parameter 'timestamp'"],
    ['{"run_id":"r","key":"k","value":1,"timestamp":-1}', 'nonnegative'],
    ['{"run_id":"r","key":"k","value":true,"timestamp":1}', "type 'bool'"],
    [`{"x":${'['.repeat(65)}${']'.repeat(65)}}`, 'nested deeper'],
    [`{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'nested deeper'],
  ])('%j stores nothing', async (body, expected) => {
    const { send, calls } = start();
    const response = await send(logMetric, { method: 'POST', headers: json, body });
    expect(await expectError(response, 400, 'INVALID_PARAMETER_VALUE')).toContain(expected);
    expect(calls).toEqual([]);
  });

  it('takes brackets in text for text', async () => {
    const { send, calls } = start();
    const body = JSON.stringify({ run_id: 'r', key: `"\\${'['.repeat(100)}`, value: 1, timestamp: 1 });
    expect((await send(logMetric, { method: 'POST', headers: json, body })).status).toBe(200);
    expect(calls[0]?.input).toMatchObject({ key: `"\\${'['.repeat(100)}` });
  });

  it('takes the last of two equal keys', async () => {
    const { send, calls } = start();
    const body = '{"run_id":"a","run_id":"b"}';
    await send('/api/2.0/mlflow/runs/delete', { method: 'POST', headers: json, body });
    expect(calls[0]?.input).toEqual({ runId: 'b' });
  });

  it('is refused beyond 10 MB', async () => {
    const { send, calls } = start();
    const body = `{"run_id":"${'x'.repeat(10 * 1024 * 1024)}"}`;
    const response = await send('/api/2.0/mlflow/runs/delete', { method: 'POST', headers: json, body });
    await expectError(response, 413, 'INVALID_PARAMETER_VALUE');
    expect(calls).toEqual([]);
  });
});

describe('errors', () => {
  it('tells ours in full and a defect not at all', async () => {
    const { send, answers, defects } = start();
    const path = '/api/2.0/mlflow/runs/get?run_id=r';
    answers.set('runs.get', new MillraceError('RESOURCE_DOES_NOT_EXIST', 'Run with id=r not found'));
    expect(await expectError(await send(path), 404, 'RESOURCE_DOES_NOT_EXIST')).toBe(
      'Run with id=r not found',
    );
    expect(defects).toEqual([]);
    const defect = new Error('SELECT * FROM /srv/secret');
    answers.set('runs.get', defect);
    expect(await expectError(await send(path), 500, 'INTERNAL_ERROR')).toBe('Internal error');
    expect(defects).toEqual([defect]);
  });

  it('asks to come back later when it is busy', async () => {
    const { send, answers } = start();
    answers.set('runs.get', new MillraceError('TEMPORARILY_UNAVAILABLE', 'The disk is full'));
    const response = await send('/api/2.0/mlflow/runs/get?run_id=r');
    expect(response.headers.get('retry-after')).toBe('1');
    await expectError(response, 503, 'TEMPORARILY_UNAVAILABLE');
  });

  it.each([
    '/api/2.0/mlflow/nothing',
    '/api/3.0/mlflow/runs/create',
    '/ajax-api/2.0/mlflow',
    '/api/2.0/mlflow/runs/get/',
  ])('has no endpoint at %s', async (path) => {
    await expectError(await start().send(path), 404, 'ENDPOINT_NOT_FOUND');
  });
});

it('takes one part of a path for each parameter, decoded once', async () => {
  const { send, calls } = start();
  const remove = (path: string) => send(`/api/2.0/mlflow/logged-models/${path}`, { method: 'DELETE' });
  expect((await remove('m-1/tags/100%25')).status).toBe(200);
  expect(calls.map(({ input }) => input)).toEqual([{ modelId: 'm-1', key: '100%' }]);
  await expectError(await remove('m-1/tags/a/b'), 404, 'ENDPOINT_NOT_FOUND');
  await expectError(await remove('m-1/tags/'), 404, 'ENDPOINT_NOT_FOUND');
  await expectError(await remove('m-1/tags/%zz'), 400, 'INVALID_PARAMETER_VALUE');
});

it('reads files of logged models', async () => {
  const { send, calls, answers } = start();
  const body = async function* () {
    yield new TextEncoder().encode('hello');
  };
  answers.set('artifacts.read', { size: 5, start: 0, end: 5, body: body() });
  const path = '/ajax-api/2.0/mlflow/logged-models/m-1/artifacts/files';
  const answer = await send(`${path}?artifact_file_path=a%2Fb.txt`);
  expect(await answer.text()).toBe('hello');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="b.txt"');
  expect(calls[0]?.input).toEqual({ target: { modelId: 'm-1', path: 'a/b.txt' }, range: undefined });
  await expectError(await send(path), 400, 'BAD_REQUEST');
  await expectError(await send(`${path}?artifact_file_path=..%2Fx`), 400, 'INVALID_PARAMETER_VALUE');
});

it('says that it is well, and its version', async () => {
  const { send } = start('/at');
  for (const prefix of ['', '/at']) {
    expect(await (await send(`${prefix}/health`)).text()).toBe('OK');
    expect(await (await send(`${prefix}/version`)).text()).toBe('1.2.3');
    await expectError(await send(`${prefix}/health`, { method: 'POST' }), 405, 'BAD_REQUEST');
  }
});
