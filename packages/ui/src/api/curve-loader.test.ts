import type { SeriesColumns } from '@millrace/spec';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCurveLoader, planBatches, type SampleBatch } from './curve-loader.ts';

const request = fc.record({
  runId: fc.constantFrom('a', 'b', 'c', 'd'),
  key: fc.constantFrom('x', 'y', 'z'),
  maxPoints: fc.constantFrom(60, 1000),
});

it('asks for exactly what was asked for, and each once', () => {
  fc.assert(
    fc.property(fc.array(request, { minLength: 1 }), (waiting) => {
      const plans = planBatches(waiting);
      const asked = plans.flatMap(({ batch }) =>
        batch.runIds.flatMap((runId) => batch.keys.map((key) => `${runId} ${key} ${batch.maxPoints}`)),
      );
      const wanted = new Set(waiting.map(({ runId, key, maxPoints }) => `${runId} ${key} ${maxPoints}`));
      expect(asked.toSorted()).toEqual([...wanted].sort());
      expect(plans.flatMap(({ members }) => members)).toHaveLength(waiting.length);
    }),
  );
});

it('keeps within what one request may ask', () => {
  const waiting = Array.from({ length: 1201 }, (_, index) => ({
    runId: `r${index}`,
    key: 'x',
    maxPoints: 60,
  }));
  expect(planBatches(waiting).map(({ batch }) => batch.runIds.length)).toEqual([500, 500, 201]);
});

const series = (runId: string, key: string): SeriesColumns => ({
  runId,
  key,
  steps: [0],
  timestamps: [0],
  values: [1],
  total: 1,
});

it('answers one screen from one request; a curve nobody logged is null', async () => {
  const batches: SampleBatch[] = [];
  const loader = createCurveLoader((batch) => {
    batches.push(batch);
    return Promise.resolve([series('a', 'x')]);
  });
  const { signal } = new AbortController();
  const [a, b] = await Promise.all([
    loader.load({ runId: 'a', key: 'x', maxPoints: 60, signal }),
    loader.load({ runId: 'b', key: 'x', maxPoints: 60, signal }),
  ]);
  expect(batches).toHaveLength(1);
  expect(a?.runId).toBe('a');
  expect(b).toBeNull();
});

it('does not ask for what nobody waits for any more', async () => {
  const batches: SampleBatch[] = [];
  const loader = createCurveLoader((batch) => {
    batches.push(batch);
    return Promise.resolve([]);
  });
  const gone = new AbortController();
  const left = loader.load({ runId: 'a', key: 'x', maxPoints: 60, signal: gone.signal });
  const stays = loader.load({ runId: 'b', key: 'x', maxPoints: 60, signal: new AbortController().signal });
  gone.abort(new DOMException('scrolled away', 'AbortError'));
  await expect(left).rejects.toThrow('scrolled away');
  await stays;
  expect(batches.map((batch) => batch.runIds)).toEqual([['b']]);
});
