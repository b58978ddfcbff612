import { deepStrictEqual, ok } from 'node:assert/strict';
import { type Attack, jsonRequest, query, refused, requireStatus } from './attack.ts';
import { rounds } from '../rounds.ts';
import { sendRaw } from './send-raw.ts';
import { API, type Target } from './target.ts';

const many = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index));

const metric = (index: number) => ({ key: `d02/m${index}`, value: 1, timestamp: 1, step: 0 });
const entry = (index: number) => ({ key: `d02/e${index}`, value: 'v' });

const BATCHES: readonly [name: string, batch: object][] = [
  ['1,001 metrics', { metrics: many(1_001, metric) }],
  ['101 params', { params: many(101, entry) }],
  ['101 tags', { tags: many(101, entry) }],
  ['1,001 in all', { metrics: many(901, metric), params: many(50, entry), tags: many(50, entry) }],
  ['a metric key of 251', { metrics: [{ ...metric(0), key: 'm'.repeat(251) }, metric(1)] }],
  ['a param key of 251', { params: [entry(1), { key: 'p'.repeat(251), value: 'v' }] }],
  ['a tag key of 251', { tags: [entry(1), { key: 't'.repeat(251), value: 'v' }] }],
  ['one param with two values', { params: [entry(1), { ...entry(1), value: 'w' }] }],
];

const dataOf = async (target: Target): Promise<unknown> => {
  const { body } = await target.send({ target: `${API}/runs/get?run_id=${target.runId}` });
  return (JSON.parse(body) as { run: { data: unknown } }).run.data;
};

const batches = BATCHES.map(
  ([name, batch]): Attack => ({
    id: 'D02',
    name,
    strike: async (target) => {
      const before = await dataOf(target);
      const body = { run_id: target.runId, ...batch };
      requireStatus(await target.send(jsonRequest(`${API}/runs/log-batch`, body)), [400]);
      deepStrictEqual(await dataOf(target), before);
    },
  }),
);

/** MLflow cuts values that are too long, and so do we. */
const cut: Attack = {
  id: 'D02',
  name: 'a param value of 6,001 and a tag value of 8,001 are cut',
  strike: async (target) => {
    const long = (count: number) => [{ key: 'd02/long', value: 'v'.repeat(count) }];
    const body = { run_id: target.runId, params: long(6_001), tags: long(8_001) };
    requireStatus(await target.send(jsonRequest(`${API}/runs/log-batch`, body)), [200]);
    const data = JSON.stringify(await dataOf(target));
    ok(data.includes(`"${'v'.repeat(6_000)}"`) && data.includes(`"${'v'.repeat(8_000)}"`), 'not cut');
    ok(!data.includes('v'.repeat(8_001)), 'more was kept');
  },
};

const log = (runId: string, fields: string) =>
  jsonRequest(
    `${API}/runs/log-metric`,
    `{"run_id":"${runId}","key":"d03","timestamp":1,"value":1,${fields}}`,
  );

const REFUSED_NUMBERS = [
  '"timestamp":"9223372036854775807"',
  '"timestamp":9223372036854775808',
  '"timestamp":-1',
  '"timestamp":1.5',
  '"timestamp":"x"',
  '"timestamp":1e400',
  '"step":"9223372036854775807"',
  '"step":9007199254740993',
  '"step":0.5',
  '"value":"x"',
  '"value":"1e400x"',
  '"value":[1]',
  '"value":{}',
  '"value":true',
  '"value":null',
];

/** As MLflow keeps them: NaN as NaN, infinities as the largest double. */
const KEPT_NUMBERS: readonly [given: string, kept: unknown][] = [
  ['"NaN"', 'NaN'],
  ['"Infinity"', Number.MAX_VALUE],
  ['"-Infinity"', -Number.MAX_VALUE],
  ['5e-324', 5e-324],
  ['1.7976931348623157e308', Number.MAX_VALUE],
  ['9007199254740991', 9_007_199_254_740_991],
];

const sameNumber = (text: unknown, kept: unknown): boolean =>
  String(text) === String(kept) || (text !== 'NaN' && Number(text) === kept);

const numbers: readonly Attack[] = [
  ...REFUSED_NUMBERS.map((fields) => refused({ id: 'D03', name: fields }, ({ runId }) => log(runId, fields))),
  ...KEPT_NUMBERS.map(
    ([given, kept], index): Attack => ({
      id: 'D03',
      name: `value ${given}`,
      strike: async (target) => {
        const body = `{"run_id":"${target.runId}","key":"d03/${index}","timestamp":9007199254740991,"value":${given},"step":-9007199254740991}`;
        requireStatus(await target.send(jsonRequest(`${API}/runs/log-metric`, body)), [200]);
        const history = await target.send({
          target: `${API}/metrics/get-history?${query({ run_id: target.runId, metric_key: `d03/${index}` })}`,
        });
        const [point] = (JSON.parse(history.body) as { metrics: Record<string, unknown>[] }).metrics;
        ok(sameNumber(point?.['value'], kept), JSON.stringify(point));
        deepStrictEqual(
          [Number(point?.['timestamp']), Number(point?.['step'])],
          [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER],
        );
      },
    }),
  ),
];

const COUNTS: readonly unknown[] = [0, -1, 50_001, 1e12, 'abc', 1.5, '0', [], 2 ** 53];

const counts: readonly Attack[] = [
  ...COUNTS.map((count) =>
    refused({ id: 'D04', name: `runs/search max_results ${JSON.stringify(count)}` }, () =>
      jsonRequest(`${API}/runs/search`, { experiment_ids: ['0'], max_results: count }),
    ),
  ),
  ...[0, -1, 50_001, 1e12, 'abc'].map((count) =>
    refused({ id: 'D04', name: `experiments/search max_results ${count}` }, () => ({
      target: `${API}/experiments/search?max_results=${count}`,
    })),
  ),
  ...[-1, 'abc'].map((count) =>
    refused({ id: 'D04', name: `get-history max_results ${count}` }, ({ runId }) => ({
      target: `${API}/metrics/get-history?${query({ run_id: runId, metric_key: 'd03/0', max_results: String(count) })}`,
    })),
  ),
];

const OTHERS_MS = 500;

/** Works while a probe looks how long others wait. */
const besideOthers = async (target: Target, work: () => Promise<void>): Promise<void> => {
  const waits: number[] = [];
  let done = false;
  const probing = (async () => {
    while (!done) {
      const { milliseconds } = await sendRaw(target.port, {
        target: `${API}/runs/get?run_id=${target.runId}`,
      });
      waits.push(milliseconds);
    }
  })();
  try {
    await work();
  } finally {
    done = true;
    await probing;
  }
  const p99 = waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? 0;
  ok(p99 < OTHERS_MS, `others waited ${Math.round(p99)} ms`);
};

const HISTORY_BATCHES = rounds({ quick: 100, full: 1_000 });

const heavy: readonly Attack[] = [
  {
    id: 'D05',
    name: `history of ${HISTORY_BATCHES},000 points, whole pages at a time`,
    strike: async (target) => {
      for (let batch = 0; batch < HISTORY_BATCHES; batch++) {
        const metrics = many(1_000, (index) => ({
          key: 'd05',
          value: index,
          timestamp: 1,
          step: batch * 1_000 + index,
        }));
        await target.send(jsonRequest(`${API}/runs/log-batch`, { run_id: target.runId, metrics }));
        target.answers.length = 0;
      }
      await besideOthers(target, async () => {
        let token = '';
        let read = 0;
        do {
          const { status, body } = await sendRaw(target.port, {
            target: `${API}/metrics/get-history?${query({
              run_id: target.runId,
              metric_key: 'd05',
              max_results: '25000',
              page_token: token,
            })}`,
          });
          ok(status === 200, body.slice(0, 300));
          const page = JSON.parse(body) as { metrics: unknown[]; next_page_token?: string };
          read += page.metrics.length;
          token = page.next_page_token ?? '';
        } while (token !== '');
        ok(read === HISTORY_BATCHES * 1_000, `${read} points were read`);
      });
    },
  },
  {
    id: 'D05',
    name: 'search over 1,000 experiments',
    strike: (target) =>
      besideOthers(target, async () => {
        const ids = many(1_000, String);
        requireStatus(
          await target.send(jsonRequest(`${API}/runs/search`, { experiment_ids: ids, max_results: 1_000 })),
          [200, 400],
        );
      }),
  },
  {
    id: 'D05',
    name: '10,000 OR terms',
    strike: (target) =>
      besideOthers(target, async () => {
        const filter = many(10_000, (index) => `params.p${index} = 'x'`).join(' OR ');
        requireStatus(
          await target.send(jsonRequest(`${API}/runs/search`, { experiment_ids: ['0'], filter })),
          [200, 400],
        );
      }),
  },
];

export const sizeAttacks: readonly Attack[] = [...batches, cut, ...numbers, ...counts, ...heavy];
