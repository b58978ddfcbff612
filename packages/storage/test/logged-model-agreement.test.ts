import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FieldReference, Filter, LoggedModelOrder, ModelMetric, TrackingStore } from '@millrace/spec';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createMemoryStore } from '../src/memory/index.ts';
import { openSqliteStore } from '../src/sqlite/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-models-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const text = fc.constantFrom('', 'a', 'A', 'ab', 'é', '😀');
const key = fc.constantFrom('k', 'K');
const numbers = [0, 1, 1.5, -1, Infinity, -Infinity, Number.NaN];
const dataset = fc.constantFrom('train', 'test');
const digest = fc.constantFrom('1', '2');
const RUNS = ['a'.repeat(32), 'b'.repeat(32)];

const point = fc.record(
  {
    key,
    value: fc.constantFrom(...numbers),
    timestamp: fc.nat(2),
    step: fc.nat(2),
    runId: fc.constantFrom(...RUNS),
    datasetName: dataset,
    datasetDigest: digest,
  },
  { requiredKeys: ['key', 'value', 'timestamp', 'step', 'runId'] },
);

const model = fc.record({
  name: text,
  status: fc.constantFrom('PENDING', 'READY'),
  modelType: text,
  sourceRunId: text,
  creationTime: fc.nat(2),
  lastUpdateTime: fc.nat(2),
  lifecycleStage: fc.constantFrom('active', 'active', 'deleted'),
  params: fc.dictionary(key, text),
  tags: fc.dictionary(key, text),
  metrics: fc.array(point, { maxLength: 5 }),
});

type SeededModel = typeof model extends fc.Arbitrary<infer Seeded> ? Seeded : never;

const textField: fc.Arbitrary<FieldReference> = fc.oneof(
  fc.record({ entity: fc.constantFrom('param', 'tag'), key }),
  fc.record({
    entity: fc.constant('attribute'),
    key: fc.constantFrom('name', 'model_id', 'model_type', 'status', 'source_run_id', 'artifact_location'),
  }),
);
const numberField: fc.Arbitrary<FieldReference> = fc.oneof(
  fc.record({ entity: fc.constant('metric'), key }),
  fc.record({
    entity: fc.constant('attribute'),
    key: fc.constantFrom('creation_timestamp', 'last_updated_timestamp'),
  }),
);

const comparison: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    kind: fc.constant('comparison'),
    field: textField,
    comparator: fc.constantFrom('=', '!=', 'LIKE', 'ILIKE'),
    value: text,
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
    comparator: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
    value: fc.constantFrom(...numbers.filter((value) => !Number.isNaN(value))),
  }),
);

const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    comparison,
    fc.record({ kind: fc.constantFrom('and', 'or'), operands: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not'), operand: tie('filter') }),
  ),
}));

const order: fc.Arbitrary<LoggedModelOrder> = fc.record(
  {
    field: fc.oneof(textField, numberField).filter(({ entity }) => entity !== 'param' && entity !== 'tag'),
    direction: fc.constantFrom('ASC', 'DESC'),
    datasetName: dataset,
    datasetDigest: digest,
  },
  { requiredKeys: ['field', 'direction'] },
);

let next = 0;

const toEntries = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ key: name, value }));

const seed = async (stores: readonly TrackingStore[], models: readonly SeededModel[]): Promise<void> => {
  for (const { params, tags, metrics, ...info } of models) {
    next += 1;
    const modelId = `m-${((next * 7_919) % 100_000).toString(16).padStart(32, '0')}`;
    for (const store of stores) {
      await store.write(async ({ loggedModels }) => {
        await loggedModels.insertLoggedModel({
          info: { ...info, modelId, experimentId: '0', artifactUri: `x/${modelId}` },
          params: toEntries(params),
          tags: toEntries(tags),
        });
        await loggedModels.appendModelMetrics(modelId, metrics as ModelMetric[]);
      });
    }
  }
};

const addRuns = (store: TrackingStore): Promise<void> =>
  store.write(async ({ metadata }) => {
    for (const runId of RUNS) {
      await metadata.insertRun({
        info: {
          runId,
          runName: '',
          experimentId: '0',
          userId: '',
          status: 'RUNNING',
          startTime: 0,
          endTime: null,
          artifactUri: '',
          lifecycleStage: 'active',
        },
        params: [],
        tags: [],
      });
    }
  });

test('SQLite and memory find the same logged models in the same order', async () => {
  const stores = [await openSqliteStore({ file: join(directory, 'millrace.db') }), createMemoryStore()];
  for (const store of stores) await addRuns(store);
  await fc.assert(
    fc.asyncProperty(
      fc.array(model, { maxLength: 3 }),
      fc.record({
        filter: fc.option(filter, { nil: undefined }),
        datasets: fc.array(fc.record({ name: dataset, digest }, { requiredKeys: ['name'] }), {
          maxLength: 2,
        }),
        orderBy: fc.array(order, { maxLength: 2 }),
        experimentIds: fc.constantFrom(['0'], ['0', '1'], []),
        limit: fc.constantFrom(3, 1_000),
        offset: fc.nat(2),
      }),
      async (models, query) => {
        await seed(stores, models);
        const [found, expected] = await Promise.all(
          stores.map((store) => store.read(({ loggedModels }) => loggedModels.searchLoggedModels(query))),
        );
        expect(found).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
  await Promise.all(stores.map((store) => store.close()));
}, 60_000);
