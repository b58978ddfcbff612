import assert from 'node:assert/strict';
import type { StoreCheck } from './store-check.ts';
import { addRun, append, history, latest, point, runIdOf } from './store-check.ts';

export const metricCases: readonly StoreCheck[] = [
  {
    name: 'the latest point is the greatest by step, then timestamp, then value, in whatever order points come',
    async check(store) {
      const points = [
        point('loss', 5, { step: 2, timestamp: 30 }),
        point('loss', 9, { step: 1, timestamp: 90 }),
        point('loss', 4, { step: 2, timestamp: 30 }),
        point('loss', 8, { step: 2, timestamp: 20 }),
        point('loss', 7, { step: -3, timestamp: 99 }),
      ];
      const orders = [
        points,
        [...points].reverse(),
        [2, 0, 4, 1, 3].map((index) => points[index] ?? point('', 0)),
      ];
      for (const [number, order] of orders.entries()) {
        const runId = await addRun(store, number);
        for (const each of order) await append(store, runId, [each]);
        assert.deepEqual(await latest(store, runId), [points[0]], `order ${number}`);
      }
    },
  },
  {
    name: 'NaN is the least value at one step and timestamp, and the latest at a later one',
    async check(store) {
      const runId = await addRun(store, 1);
      await append(store, runId, [point('a', Number.NaN), point('a', Number.NEGATIVE_INFINITY)]);
      await append(store, runId, [point('b', -1), point('b', Number.NaN)]);
      await append(store, runId, [point('c', 1), point('c', Number.NaN, { step: 1 })]);
      assert.deepEqual(await latest(store, runId), [
        point('a', Number.NEGATIVE_INFINITY),
        point('b', -1),
        point('c', Number.NaN, { step: 1 }),
      ]);
    },
  },
  {
    name: 'infinities, extremes, tiny numbers and integers at the edge of a double come back as they went in',
    async check(store) {
      const runId = await addRun(store, 1);
      const edge = Number.MAX_SAFE_INTEGER;
      const points = [
        point('a', Number.POSITIVE_INFINITY, { timestamp: 0, step: -edge }),
        point('a', Number.NEGATIVE_INFINITY, { timestamp: 1, step: edge }),
        point('a', Number.MAX_VALUE, { timestamp: 2, step: 0 }),
        point('a', Number.MIN_VALUE, { timestamp: 3, step: 5 }),
        point('a', 0.1, { timestamp: edge, step: -7 }),
      ];
      await append(store, runId, points);
      assert.deepEqual(await history(store, runId, 'a'), points);
    },
  },
  {
    name: 'latest has an entry for each known run, by key, empty without points',
    async check(store) {
      const [first, second] = [await addRun(store, 1), await addRun(store, 2)];
      await append(store, first, [point('b', 1), point('a', 2), point('c', 3)]);
      const found = await store.read((unit) => unit.metrics.latest([second, first]));
      assert.deepEqual(
        found.get(first)?.map((metric) => metric.key),
        ['a', 'b', 'c'],
      );
      assert.deepEqual(found.get(second), []);
      assert.equal(found.size, 2);
    },
  },
  {
    name: 'a history is ordered by timestamp, then step, then value, NaN first',
    async check(store) {
      const runId = await addRun(store, 1);
      const ordered = [
        point('m', 9, { timestamp: 1, step: 5 }),
        point('m', 1, { timestamp: 2, step: -1 }),
        point('m', Number.NaN, { timestamp: 2, step: 0 }),
        point('m', Number.NEGATIVE_INFINITY, { timestamp: 2, step: 0 }),
        point('m', 2, { timestamp: 2, step: 0 }),
        point('m', 3, { timestamp: 2, step: 0 }),
        point('m', 0, { timestamp: 3, step: -9 }),
      ];
      await append(store, runId, [...ordered].reverse());
      assert.deepEqual(await history(store, runId, 'm'), ordered);
    },
  },
  {
    name: 'an exact repeat of a point changes nothing, NaN included, in one request and in a retry',
    async check(store) {
      const runId = await addRun(store, 1);
      const points = [point('m', Number.NaN), point('m', 1), point('m', 1, { step: 1 }), point('n', 1)];
      await append(store, runId, [...points, ...points]);
      await append(store, runId, points);
      assert.deepEqual(await history(store, runId, 'm'), points.slice(0, 3));
      assert.deepEqual(await history(store, runId, 'n'), [points[3]]);
      await append(store, runId, [point('m', 1, { timestamp: 2_000 })]);
      assert.equal((await history(store, runId, 'm')).length, 4);
    },
  },
  {
    name: 'pages of a history put together are the whole history',
    async check(store) {
      const runId = await addRun(store, 1);
      const points = Array.from({ length: 100 }, (_, step) =>
        point('m', step * 0.5, { step, timestamp: step }),
      );
      for (let start = 0; start < 100; start += 7) await append(store, runId, points.slice(start, start + 7));
      for (const limit of [1, 9, 100, 1_000]) {
        const pages = [];
        for (let offset = 0; offset < 100; offset += limit) {
          const page = await store.read((unit) => unit.metrics.history({ runId, key: 'm', offset, limit }));
          assert.ok(page.length <= limit);
          pages.push(...page);
        }
        assert.deepEqual(pages, points);
      }
      const beyond = await store.read((unit) =>
        unit.metrics.history({ runId, key: 'm', offset: 100, limit: 5 }),
      );
      assert.deepEqual(beyond, []);
    },
  },
  {
    name: 'an unknown run or key has no history',
    async check(store) {
      const runId = await addRun(store, 1);
      await append(store, runId, [point('m', 1)]);
      assert.deepEqual(await history(store, runId, 'other'), []);
      assert.deepEqual(await history(store, runIdOf(7), 'm'), []);
    },
  },
  {
    name: 'keys are told apart by case, accents and every other character',
    async check(store) {
      const runId = await addRun(store, 1);
      const keys = ['loss', 'Loss', 'lôss', 'loss ', 'train/loss', '😀'];
      await append(
        store,
        runId,
        keys.map((key, index) => point(key, index)),
      );
      for (const [index, key] of keys.entries()) {
        assert.deepEqual(await history(store, runId, key), [point(key, index)]);
      }
    },
  },
];
