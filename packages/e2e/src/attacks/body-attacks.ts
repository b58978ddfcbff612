import { ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Attack, jsonRequest, refused, requireStatus } from './attack.ts';
import { AJAX, API, PREFIX, type Target } from './target.ts';

const MEBI = 1024 * 1024;

const ODD_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '__defineGetter__'];

const tagsOf = async (target: Target, runId: string): Promise<Map<string, string>> => {
  const { body } = await target.send({ target: `${API}/runs/get?run_id=${runId}` });
  const { run } = JSON.parse(body) as { run: { data: { tags?: { key: string; value: string }[] } } };
  return new Map((run.data.tags ?? []).map(({ key, value }) => [key, value]));
};

const names: readonly Attack[] = [
  ...ODD_NAMES.map(
    (name): Attack => ({
      id: 'I04',
      name: `${name} as a tag and a param`,
      strike: async (target) => {
        const entry = { key: name, value: 'plain' };
        const body = { run_id: target.runId, tags: [entry], params: [entry] };
        requireStatus(await target.send(jsonRequest(`${API}/runs/log-batch`, body)), [200]);
        strictEqual((await tagsOf(target, target.runId)).get(name), 'plain');
        const filter = `tags.\`${name}\` = 'plain' AND params.\`${name}\` = 'plain'`;
        const found = await target.send(jsonRequest(`${API}/runs/search`, { experiment_ids: ['0'], filter }));
        requireStatus(found, [200]);
        ok(found.body.includes(target.runId), 'not found by that name');
      },
    }),
  ),
  {
    id: 'I04',
    name: '__proto__ and constructor as JSON keys change nothing of anybody',
    strike: async (target) => {
      const bodies = [
        `{"experiment_id":"0","__proto__":{"x":"polluted","run_id":"y","experiment_id":"1"}}`,
        `{"experiment_id":"0","constructor":{"prototype":{"x":"polluted"}}}`,
        `{"__proto__":{"experiment_id":"0"}}`,
      ];
      for (const body of bodies) {
        requireStatus(await target.send(jsonRequest(`${API}/runs/create`, body)), [200, 400]);
      }
      const after = await target.send(jsonRequest(`${API}/runs/create`, { experiment_id: '0' }));
      requireStatus(after, [200]);
      ok(!after.body.includes('polluted'));
    },
  },
];

const memoryOf = ({ server }: Target): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) * 1024;

const ROOM = 50 * MEBI;

/** Refused, and without the server keeping it. */
const large = (
  name: string,
  headers: readonly (readonly [string, string])[],
  body: () => Uint8Array,
): Attack => ({
  id: 'D01',
  name,
  strike: async (target) => {
    const before = memoryOf(target);
    const answer = await target.send({
      method: 'POST',
      target: `${API}/runs/log-batch`,
      headers: [['content-type', 'application/json'], ...headers],
      body: body(),
    });
    requireStatus(answer, [400, 413, 415]);
    const grown = memoryOf(target) - before;
    ok(grown < ROOM, `it grew by ${Math.round(grown / MEBI)} MB`);
  },
});

const chunked = (bytes: Uint8Array): Uint8Array => {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += MEBI) {
    const part = bytes.subarray(at, at + MEBI);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
};

const hundredMegabytes = (): Buffer => Buffer.alloc(100 * MEBI, '[');

const sizes: readonly Attack[] = [
  large('log-batch of 100 MB', [], hundredMegabytes),
  large('the same without a length', [['transfer-encoding', 'chunked']], () => chunked(hundredMegabytes())),
  large('a gzip bomb', [['content-encoding', 'gzip']], () => gzipSync(Buffer.alloc(200 * MEBI, ' '))),
  ...['[', '{"a":'].map((open) =>
    refused({ id: 'D01', name: `100,000 levels of ${open}` }, () =>
      jsonRequest(`${API}/runs/log-batch`, open.repeat(100_000)),
    ),
  ),
  refused({ id: 'D01', name: '100,000 levels that close' }, ({ runId }) =>
    jsonRequest(
      `${API}/runs/log-batch`,
      `{"run_id":"${runId}","tags":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    ),
  ),
  {
    id: 'D01',
    name: 'run_id twice: one of them counts, wholly',
    strike: async (target) => {
      const created = await target.send(jsonRequest(`${API}/runs/create`, { experiment_id: '0' }));
      const other = (JSON.parse(created.body) as { run: { info: { run_id: string } } }).run.info.run_id;
      const twice = `{"run_id":"${target.runId}","key":"twice","value":"x","run_id":"${other}"}`;
      requireStatus(await target.send(jsonRequest(`${API}/runs/set-tag`, twice)), [200, 400]);
      const both = `{"run_id":"${target.runId}","runId":"${other}","key":"both","value":"x"}`;
      requireStatus(await target.send(jsonRequest(`${API}/runs/set-tag`, both)), [400]);
      const tagged = [await tagsOf(target, target.runId), await tagsOf(target, other)];
      ok(tagged.filter((tags) => tags.has('twice')).length <= 1, 'both were changed');
    },
  },
];

const MARKUP = '<script>alert(1)</script>';

const markup = [
  refused({ id: 'X05', name: 'markup as a path', with: [400, 404] }, () => ({
    target: `/${MARKUP}`,
    headers: [['accept', '*/*']],
  })),
  refused({ id: 'X05', name: 'markup as a path of the API', with: [400, 404] }, () => ({
    target: `${AJAX}/${encodeURIComponent(MARKUP)}`,
  })),
  refused({ id: 'X05', name: 'bad JSON with markup' }, () =>
    jsonRequest(`${API}/runs/create`, `{"a": ${MARKUP}`),
  ),
  refused({ id: 'X05', name: 'markup as a value' }, () =>
    jsonRequest(`${API}/runs/search`, { experiment_ids: [MARKUP], filter: MARKUP }),
  ),
  refused({ id: 'X05', name: 'markup as a Content-Type' }, () => ({
    method: 'POST',
    target: `${API}/runs/create`,
    headers: [['content-type', MARKUP]],
    body: '{}',
  })),
  refused({ id: 'X05', name: 'markup over tRPC', with: [400, 404] }, () => ({
    target: `${PREFIX}/trpc/${encodeURIComponent(MARKUP)}?input=${encodeURIComponent(MARKUP)}`,
  })),
];

export const bodyAttacks: readonly Attack[] = [...names, ...sizes, ...markup];
