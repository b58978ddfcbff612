import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Attack, jsonRequest, refused, requireStatus } from './attack.ts';
import type { RawRequest } from './send-raw.ts';
import { API, type Target } from './target.ts';

const QUICK_MS = 200;

const search = (fields: Readonly<Record<string, unknown>>): RawRequest =>
  jsonRequest(`${API}/runs/search`, { experiment_ids: ['0'], ...fields });

const schemaOf = ({ root }: Target): unknown => {
  const database = new DatabaseSync(join(root, 'millrace.db'), { readOnly: true });
  const rows = database.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY name').all();
  database.close();
  return rows.map((row) => ({ ...row }));
};

const INJECTIONS = [
  "params.x = 'a' OR 1=1 --",
  "params.x = 'a'; DROP TABLE runs;--",
  "params.x = 'a'' OR ''1''=''1'",
  "params.`x` OR 1=1` = 'a'",
  'params."x" OR "1"="1" = \'a\'',
  "metrics.`m'; DELETE FROM runs; --` > 1",
  "tags.`a\" OR 1=1 --` = 'x'",
  'attributes.run_id = (SELECT run_id FROM runs)',
  "params.x LIKE 'a' ESCAPE '%'",
  'run_id IN (SELECT 1)',
  "params.x = 'a' UNION SELECT 1",
  "params.x = 'a' /* */",
];

/** Refused, or taken for plain text and then without a hit: no run has such values. */
const injections = INJECTIONS.map(
  (filter): Attack => ({
    id: 'I01',
    name: filter,
    strike: async (target) => {
      const before = schemaOf(target);
      for (const path of ['/runs/search', '/experiments/search']) {
        const answer = await target.send(
          jsonRequest(`${API}${path}`, { experiment_ids: ['0'], max_results: 10, filter }),
        );
        requireStatus(answer, [200, 400]);
        if (answer.status === 200) {
          const found = JSON.parse(answer.body) as { runs?: unknown[]; experiments?: unknown[] };
          strictEqual((found.runs ?? found.experiments ?? []).length, 0, `${filter} found something`);
        }
      }
      deepStrictEqual(schemaOf(target), before);
    },
  }),
);

const ORDERS = [
  'start_time; DROP TABLE runs',
  '1',
  '(select 1)',
  'attributes.start_time DESC, 1',
  "params.x' DESC",
  'start_time DESC DESC',
  'metrics.`x',
];

const TOKENS = ['garbage', '////', 'eyJvZmZzZXQiOi0xfQ==', '-1', '9'.repeat(100), 'a'.repeat(100_000)];

const pages: readonly Attack[] = [
  ...ORDERS.map((order) =>
    refused({ id: 'I02', name: `order_by ${order}` }, () => search({ order_by: [order] })),
  ),
  ...TOKENS.map((token) =>
    refused({ id: 'I02', name: `page_token ${token.slice(0, 24)}` }, () => search({ page_token: token })),
  ),
  {
    id: 'I02',
    name: 'a page_token that was tampered with, or is of another query, shows nothing that was not asked for',
    strike: async (target) => {
      for (let index = 0; index < 3; index++) {
        await target.send(jsonRequest(`${API}/runs/create`, { experiment_id: '0' }));
      }
      const first = await target.send(search({ max_results: 1 }));
      const token = (JSON.parse(first.body) as { next_page_token: string }).next_page_token;
      requireStatus(await target.send(search({ max_results: 1, page_token: token })), [200]);
      for (let at = 0; at < token.length; at++) {
        const tampered = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
        requireStatus(await target.send(search({ max_results: 1, page_token: tampered })), [200, 400]);
      }
      const elsewhere = search({ page_token: token, filter: "params.nobody = 'has it'" });
      const answer = await target.send(elsewhere);
      requireStatus(answer, [200, 400]);
      ok(!answer.body.includes('run_id'), 'runs that the filter leaves out');
    },
  },
];

const LONG: readonly [name: string, filter: string][] = [
  ['100 kB of open parentheses', '('.repeat(100_000)],
  ['100 kB of pairs of parentheses', `${'('.repeat(50_000)}${')'.repeat(50_000)}`],
  ['50,000 × AND', `params.a = 'b'${" AND params.a = 'b'".repeat(50_000)}`],
  ['50,000 × the word AND', 'AND '.repeat(50_000)],
  ['an open quote', `params.a = '${'x'.repeat(100_000)}`],
  ['50,000 open quotes', `params.a = ${"'".repeat(50_001)}`],
  ['50,000 backticks', `params.${'`'.repeat(50_001)} = 'x'`],
  ['50,000 × NOT', `${'NOT '.repeat(50_000)}params.a = 'b'`],
  ['100 kB of spaces', `${' '.repeat(100_000)}x`],
];

const long: readonly Attack[] = [
  ...LONG.map(([name, filter]) => refused({ id: 'I03', name, within: QUICK_MS }, () => search({ filter }))),
  {
    id: 'I03',
    name: 'LIKE with 10,000 wildcards',
    strike: async (target) => {
      const params = [{ key: 'long', value: 'a'.repeat(6_000) }];
      await target.send(jsonRequest(`${API}/runs/log-batch`, { run_id: target.runId, params }));
      const answer = await target.send(search({ filter: `params.long LIKE '${'%a'.repeat(5_000)}%b'` }));
      requireStatus(answer, [200, 400]);
      ok(answer.milliseconds < QUICK_MS, `it took ${Math.round(answer.milliseconds)} ms`);
    },
  },
];

export const searchAttacks: readonly Attack[] = [...injections, ...pages, ...long];
