import { deepStrictEqual, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type Attack, jsonRequest, query, refused, requireStatus } from './attack.ts';
import { API, ARTIFACTS, type Target } from './target.ts';

const KEYS = ['../x', 'a/../b', '/abs', '.', '..', '', 'a//b', 'nul\u0000byte', '\ud800'];

const shown = (key: string): string => JSON.stringify(key);

const keys = KEYS.flatMap((key) => [
  refused({ id: 'P16', name: `metric ${shown(key)}` }, ({ runId }) =>
    jsonRequest(`${API}/runs/log-metric`, { run_id: runId, key, value: 1, timestamp: 1 }),
  ),
  refused({ id: 'P16', name: `param ${shown(key)}` }, ({ runId }) =>
    jsonRequest(`${API}/runs/log-parameter`, { run_id: runId, key, value: 'v' }),
  ),
  refused({ id: 'P16', name: `tag ${shown(key)}` }, ({ runId }) =>
    jsonRequest(`${API}/runs/set-tag`, { run_id: runId, key, value: 'v' }),
  ),
  refused({ id: 'P16', name: `all of a batch ${shown(key)}` }, ({ runId }) =>
    jsonRequest(`${API}/runs/log-batch`, { run_id: runId, tags: [{ key, value: 'v' }] }),
  ),
]);

const put = (target: Target, name: string, body: string) =>
  target.send({
    method: 'PUT',
    target: `${ARTIFACTS}/${target.artifacts}/${name.split('/').map(encodeURIComponent).join('/')}`,
    body,
  });

const get = (target: Target, path: string) =>
  target.send({ target: `/get-artifact?${query({ run_id: target.runId, path })}` });

const FILE_NAMES = [
  'a"; filename="x.html',
  'a\r\nSet-Cookie: x=1',
  'a\nb',
  '🚂.txt',
  'ü.txt',
  'x'.repeat(255),
  'x'.repeat(256),
  'ü'.repeat(128),
  '<script>.html',
  '%0d%0aSet-Cookie: x=1',
];

const RFC_6266 = /^attachment; filename="[\x20!#-[\]-~]*"(?:; filename\*=UTF-8''[\w!#$&+.^`|~%-]+)?$/;

const fileNames = FILE_NAMES.map(
  (name): Attack => ({
    id: 'P17',
    name: `an artifact named ${shown(name).slice(0, 40)} (${Buffer.byteLength(name)} bytes)`,
    strike: async (target) => {
      const written = await put(target, name, 'x');
      requireStatus(written, [200, 400]);
      const read = await get(target, name);
      strictEqual(read.headers['set-cookie'], undefined);
      requireStatus(read, written.status === 200 ? [200] : [400, 404]);
      if (read.status !== 200) return;
      strictEqual(read.body, 'x');
      ok(RFC_6266.test(read.headers['content-disposition'] ?? ''), read.headers['content-disposition']);
      strictEqual(read.headers['x-content-type-options'], 'nosniff');
    },
  }),
);

/** Two names that some file systems take for one. Either both are kept, or the second is refused; nothing is lost. */
const twins = (kind: string, first: string, second: string): Attack => ({
  id: 'P18',
  name: kind,
  strike: async (target) => {
    notStrictEqual(first, second);
    requireStatus(await put(target, first, 'first'), [200]);
    const answer = await put(target, second, 'second');
    requireStatus(answer, [200, 400]);
    strictEqual((await get(target, first)).body, 'first');
    if (answer.status === 200) strictEqual((await get(target, second)).body, 'second');
  },
});

const tagTwins: Attack = {
  id: 'P18',
  name: 'keys that differ in case',
  strike: async (target) => {
    const all = { Twin: 'a', twin: 'b', 'twin ': 'c' };
    const tags = Object.entries(all).map(([key, value]) => ({ key, value }));
    const body = { run_id: target.runId, tags };
    requireStatus(await target.send(jsonRequest(`${API}/runs/log-batch`, body)), [200]);
    const got = await target.send({ target: `${API}/runs/get?run_id=${target.runId}` });
    const { run } = JSON.parse(got.body) as { run: { data: { tags: { key: string; value: string }[] } } };
    const kept = run.data.tags.filter(({ key }) => Object.hasOwn(all, key));
    deepStrictEqual(Object.fromEntries(kept.map(({ key, value }) => [key, value])), all);
  },
};

export const nameAttacks: readonly Attack[] = [
  ...keys,
  ...fileNames,
  twins('a file, then a folder of its name', 'clash', 'clash/inner'),
  twins('a folder, then a file of its name', 'folder/inner', 'folder'),
  twins('names that differ in case', 'case.txt', 'CASE.txt'),
  twins('names that differ in normal form', 'é.txt', 'e\u0301.txt'),
  tagTwins,
];
