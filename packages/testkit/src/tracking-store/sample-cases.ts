import assert from 'node:assert/strict';
import type { SampleRequest, SeriesColumns, TrackingStore } from '@millrace/spec';
import type { StoreCheck } from './store-check.ts';
import { addRun, append, point, runIdOf } from './store-check.ts';

const sample = (store: TrackingStore, request: SampleRequest): Promise<SeriesColumns[]> =>
  store.read((unit) => unit.metrics.sample(request));

export const sampleCases: readonly StoreCheck[] = [
  {
    name: 'a series is sampled at even distances when asked so, its ends kept',
    async check(store) {
      const runId = await addRun(store, 1);
      await append(
        store,
        runId,
        Array.from({ length: 1_000 }, (_, step) =>
          point('m', step === 0 ? 0 : -step, { step, timestamp: step }),
        ),
      );
      const even = { runIds: [runId], keys: ['m'], spacing: 'even' } as const;
      const [series] = await sample(store, { ...even, maxPoints: 4 });
      assert.deepEqual(series?.steps, [0, 250, 500, 999]);
      assert.deepEqual(series.values, [0, -250, -500, -999]);
      const [part] = await sample(store, { ...even, maxPoints: 3, startStep: 10, endStep: 19 });
      assert.deepEqual([part?.steps, part?.total], [[10, 14, 19], 10]);
      const [last] = await sample(store, { ...even, maxPoints: 1 });
      assert.deepEqual(last?.steps, [999]);
    },
  },
  {
    name: 'a short series is sampled whole, in step order',
    async check(store) {
      const runId = await addRun(store, 1);
      await append(store, runId, [
        point('m', 3, { step: 2, timestamp: 10 }),
        point('m', 1, { step: -4, timestamp: 30 }),
        point('m', Number.NaN, { step: 0, timestamp: 20 }),
        point('m', 3, { step: 2, timestamp: 10 }),
      ]);
      assert.deepEqual(await sample(store, { runIds: [runId], keys: ['m'], maxPoints: 3 }), [
        {
          runId,
          key: 'm',
          steps: [-4, 0, 2],
          timestamps: [30, 20, 10],
          values: [1, Number.NaN, 3],
          total: 3,
        },
      ]);
    },
  },
  {
    name: 'a long series keeps its first, its last and its extremes within the points allowed',
    async check(store) {
      const runId = await addRun(store, 1);
      const points = Array.from({ length: 5_000 }, (_, step) =>
        point('m', Math.sin(step / 50), { step, timestamp: step }),
      );
      points[1_234] = point('m', 99, { step: 1_234, timestamp: 1_234 });
      points[4_321] = point('m', -99, { step: 4_321, timestamp: 4_321 });
      points[2_000] = point('m', Number.NaN, { step: 2_000, timestamp: 2_000 });
      for (let start = 0; start < points.length; start += 1_000) {
        await append(store, runId, points.slice(start, start + 1_000));
      }
      for (const maxPoints of [4, 5, 64, 640]) {
        const [series] = await sample(store, { runIds: [runId], keys: ['m'], maxPoints });
        assert.ok(series !== undefined);
        assert.equal(series.total, 5_000);
        assert.ok(series.steps.length <= maxPoints, `${series.steps.length} of ${maxPoints}`);
        assert.ok(series.steps.length > maxPoints / 2 - 1);
        assert.equal(series.steps[0], 0);
        assert.equal(series.steps.at(-1), 4_999);
        assert.ok(series.values.includes(99) && series.values.includes(-99), `extremes of ${maxPoints}`);
        for (const [index, step] of series.steps.entries()) {
          assert.equal(series.timestamps[index], step);
          assert.deepEqual(series.values[index], points[step]?.value);
          assert.ok(index === 0 || step > (series.steps[index - 1] ?? step));
        }
      }
      const [ends] = await sample(store, { runIds: [runId], keys: ['m'], maxPoints: 2 });
      assert.deepEqual(ends?.steps, [0, 4_999]);
    },
  },
  {
    name: 'a range of steps includes both its ends, and total counts what is in it',
    async check(store) {
      const runId = await addRun(store, 1);
      await append(
        store,
        runId,
        Array.from({ length: 50 }, (_, step) => point('m', step, { step })),
      );
      const ranged = async (range: { startStep?: number; endStep?: number }): Promise<unknown> => {
        const [series] = await sample(store, { runIds: [runId], keys: ['m'], maxPoints: 100, ...range });
        return series === undefined ? undefined : [series.steps[0], series.steps.at(-1), series.total];
      };
      assert.deepEqual(await ranged({ startStep: 10, endStep: 19 }), [10, 19, 10]);
      assert.deepEqual(await ranged({ startStep: 45 }), [45, 49, 5]);
      assert.deepEqual(await ranged({ endStep: 0 }), [0, 0, 1]);
      assert.equal(await ranged({ startStep: 50 }), undefined);
    },
  },
  {
    name: 'one entry for each run and key that has points, runs outermost',
    async check(store) {
      const [first, second] = [await addRun(store, 1), await addRun(store, 2)];
      await append(store, first, [point('b', 1), point('a', 1)]);
      await append(store, second, [point('a', 1)]);
      const series = await sample(store, {
        runIds: [second, runIdOf(9), first],
        keys: ['a', 'b', 'c'],
        maxPoints: 10,
      });
      assert.deepEqual(
        series.map(({ runId, key }) => [runId, key]),
        [
          [second, 'a'],
          [first, 'a'],
          [first, 'b'],
        ],
      );
    },
  },
];
