import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Comparator, FieldReference, Filter, OrderBy, RunRecord, TrackingStore } from '@millrace/spec';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createMemoryStore } from '../src/memory/index.ts';
import { openSqliteStore } from '../src/sqlite/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-agreement-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const texts = ['', 'a', 'A', 'ab', 'aB', 'b%', 'é', 'É', '😀', 'Ａ', '[a]', '*', '_', '10', '9'];
const numbers = [0, 1, 1.5, -1, 1e300, Infinity, -Infinity, Number.NaN];
const keys = ['k', 'K', 'other'];
const text = fc.constantFrom(...texts);
const key = fc.constantFrom(...keys);

const run = fc.record({
  experiment: fc.constantFrom('0', '1'),
  runName: text,
  status: fc.constantFrom('RUNNING', 'FINISHED'),
  startTime: fc.nat(3),
  endTime: fc.option(fc.nat(3)),
  lifecycleStage: fc.constantFrom('active', 'deleted'),
  params: fc.dictionary(key, text),
  tags: fc.dictionary(key, text),
  datasets: fc.array(fc.record({ name: text, digest: text, context: fc.option(text) }), { maxLength: 3 }),
  metrics: fc.array(
    fc.record({ key, value: fc.constantFrom(...numbers), timestamp: fc.nat(2), step: fc.nat(2) }),
    { maxLength: 5 },
  ),
});

type SeededRun = typeof run extends fc.Arbitrary<infer Seeded> ? Seeded : never;

const textField: fc.Arbitrary<FieldReference> = fc.oneof(
  fc.record({ entity: fc.constantFrom('param', 'tag'), key }),
  fc.record({ entity: fc.constant('dataset'), key: fc.constantFrom('name', 'digest', 'context') }),
  fc.record({
    entity: fc.constant('attribute'),
    key: fc.constantFrom('run_name', 'status', 'run_id', 'user_id'),
  }),
);
const numberField: fc.Arbitrary<FieldReference> = fc.oneof(
  fc.record({ entity: fc.constant('metric'), key }),
  fc.record({ entity: fc.constant('attribute'), key: fc.constantFrom('start_time', 'end_time') }),
);

const ordering: Comparator[] = ['=', '!=', '<', '<=', '>', '>='];
const pattern = fc
  .array(fc.constantFrom('%', '_', 'a', 'A', 'b', 'é', '[', '*', '😀'), { maxLength: 6 })
  .map((parts) => parts.join(''));

const comparison: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    kind: fc.constant('comparison'),
    field: textField,
    comparator: fc.constantFrom(...ordering),
    value: text,
  }),
  fc.record({
    kind: fc.constant('comparison'),
    field: textField,
    comparator: fc.constantFrom('LIKE', 'ILIKE'),
    value: pattern,
  }),
  fc.record({
    kind: fc.constant('comparison'),
    field: textField,
    comparator: fc.constantFrom('IN', 'NOT IN'),
    value: fc.array(text, { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('comparison'),
    field: numberField,
    comparator: fc.constantFrom(...ordering),
    value: fc.constantFrom(...numbers.filter((value) => !Number.isNaN(value))),
  }),
  fc.record({
    kind: fc.constant('comparison'),
    field: fc.oneof(textField, numberField),
    comparator: fc.constantFrom('IS NULL', 'IS NOT NULL'),
    value: fc.constant(null),
  }),
);

const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    comparison,
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      operands: fc.array(tie('filter'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not'), operand: tie('filter') }),
  ),
}));

const orderBy: fc.Arbitrary<OrderBy[]> = fc.array(
  fc.record({ field: fc.oneof(textField, numberField), direction: fc.constantFrom('ASC', 'DESC') }),
  { maxLength: 3 },
);

let next = 0;

const seed = async (stores: readonly TrackingStore[], runs: readonly SeededRun[]): Promise<void> => {
  for (const { experiment, params, tags, metrics, datasets, ...info } of runs) {
    next += 1;
    const runId = ((next * 7_919) % 100_000).toString(16).padStart(32, '0');
    const record: RunRecord = {
      info: { ...info, runId, experimentId: experiment, userId: '', artifactUri: '' },
      params: Object.entries(params).map(([name, value]) => ({ key: name, value })),
      tags: Object.entries(tags).map(([name, value]) => ({ key: name, value })),
    };
    for (const store of stores) {
      await store.write(async (unit) => {
        await unit.metadata.insertRun(record);
        await unit.metrics.append(runId, metrics);
        await unit.lineage.addDatasets(
          runId,
          datasets.map(({ name, digest, context }) => ({
            dataset: { name, digest, sourceType: 'local', source: '' },
            tags: context === null ? [] : [{ key: 'mlflow.data.context', value: context }],
          })),
        );
      });
    }
  }
};

test('SQLite and memory find the same runs in the same order', async () => {
  const stores = [await openSqliteStore({ file: join(directory, 'millrace.db') }), createMemoryStore()];
  for (const store of stores) {
    await store.write(({ metadata }) =>
      metadata.insertExperiment({
        name: 'second',
        artifactLocation: '',
        lifecycleStage: 'active',
        creationTime: 0,
        lastUpdateTime: 0,
        tags: [],
      }),
    );
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(run, { maxLength: 3 }),
      fc.record({
        filter: fc.option(filter, { nil: undefined }),
        orderBy,
        viewType: fc.constantFrom('ACTIVE_ONLY', 'DELETED_ONLY', 'ALL'),
        experimentIds: fc.constantFrom(['0'], ['1', '0'], []),
        limit: fc.constantFrom(3, 1_000),
        offset: fc.nat(2),
      }),
      async (runs, query) => {
        await seed(stores, runs);
        const [found, expected] = await Promise.all(
          stores.map((store) =>
            store.read(async ({ metadata, lineage }) => {
              const found = await metadata.searchRuns(query);
              return {
                runs: found,
                count: await metadata.countRuns(query),
                lineage: await lineage.readLineage(found.map(({ info }) => info.runId)),
                datasets: await lineage.searchDatasets(query.experimentIds, 20),
              };
            }),
          ),
        );
        expect(found).toEqual(expected);
      },
    ),
    { numRuns: 400 },
  );
  await Promise.all(stores.map((store) => store.close()));
}, 60_000);
