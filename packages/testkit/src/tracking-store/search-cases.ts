import assert from 'node:assert/strict';
import type { Comparator, Comparison, FieldReference, Filter, TrackingStore, ViewType } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { StoreCheck } from './store-check.ts';
import { addRun, append, point, runIdOf } from './store-check.ts';

const clause = (field: string, comparator: Comparator, value: Comparison['value'] = null): Filter => {
  const dot = field.indexOf('.');
  const reference: FieldReference = {
    entity: field.slice(0, dot) as FieldReference['entity'],
    key: field.slice(dot + 1),
  };
  return { kind: 'comparison', field: reference, comparator, value };
};

const all = (...operands: Filter[]): Filter => ({ kind: 'and', operands });
const any = (...operands: Filter[]): Filter => ({ kind: 'or', operands });
const not = (operand: Filter): Filter => ({ kind: 'not', operand });

/**
 * 1: everything, plain. 2: other values. 3: deleted. 4: bare, ended. 5: NaN and infinity.
 */
const seed = async (store: TrackingStore): Promise<void> => {
  await addRun(store, 1, {
    runName: 'Alpha',
    params: [{ key: 'lr', value: '0.1' }],
    tags: [{ key: 'team', value: 'Vision' }],
  });
  await addRun(store, 2, {
    runName: 'beta_1',
    userId: 'bob',
    params: [{ key: 'lr', value: '0.01' }],
    tags: [{ key: 'team', value: 'vision' }],
  });
  await addRun(store, 3, { lifecycleStage: 'deleted', params: [{ key: 'lr', value: '0.1' }] });
  await addRun(store, 4, { runName: '100%', status: 'FINISHED', endTime: 9_000 });
  await addRun(store, 5, { runName: 'Ünï😀' });
  await append(store, runIdOf(1), [point('loss', 3), point('loss', 1, { step: 1 })]);
  await append(store, runIdOf(2), [point('loss', 0.5), point('acc', 0)]);
  await append(store, runIdOf(5), [point('loss', Number.NaN), point('acc', Number.POSITIVE_INFINITY)]);
};

const search = async (
  store: TrackingStore,
  filter: Filter | undefined,
  viewType: ViewType = 'ACTIVE_ONLY',
) => {
  const query = { experimentIds: ['0'], viewType, filter };
  const [runs, count] = await store.read(async ({ metadata }) => [
    await metadata.searchRuns({
      ...query,
      orderBy: [{ field: { entity: 'attribute', key: 'run_id' }, direction: 'ASC' }],
      limit: 100,
      offset: 0,
    }),
    await metadata.countRuns(query),
  ]);
  assert.equal(count, runs.length);
  return runs.map((run) => Number.parseInt(run.info.runId, 16));
};

const table: readonly (readonly [title: string, filter: Filter, expected: readonly number[]])[] = [
  ['a param equals', clause('param.lr', '=', '0.1'), [1]],
  ['a missing param does not differ', clause('param.lr', '!=', '0.1'), [2]],
  ['a missing param is null', clause('param.lr', 'IS NULL'), [4, 5]],
  ['a param that is there is not null', clause('param.lr', 'IS NOT NULL'), [1, 2]],
  ['LIKE is case-sensitive', clause('tag.team', 'LIKE', 'V%'), [1]],
  ['ILIKE is not', clause('tag.team', 'ILIKE', 'V%'), [1, 2]],
  ['a missing tag is not like', clause('tag.team', 'ILIKE', '%'), [1, 2]],
  ['_ is one character', clause('attribute.run_name', 'LIKE', '____a'), [1]],
  ['_ is one character beyond ASCII', clause('attribute.run_name', 'LIKE', '_n__'), [5]],
  ['_ matches itself', clause('attribute.run_name', 'LIKE', 'beta__'), [2]],
  ['% is any text, also none', clause('attribute.run_name', 'LIKE', '%100%'), [4]],
  ['many wildcards', clause('attribute.run_name', 'LIKE', '%b%t%_%1%'), [2]],
  ['many wildcards regardless of case', clause('attribute.run_name', 'ILIKE', '%L%P%H%a%'), [1]],
  ['pattern characters of other languages are plain', clause('attribute.run_name', 'LIKE', '*'), []],
  ['brackets are plain', clause('attribute.run_name', 'LIKE', '[Aa]lpha'), []],
  ['an attribute in a list', clause('attribute.run_name', 'IN', ['Alpha', 'beta_1', 'x']), [1, 2]],
  ['an attribute not in a list', clause('attribute.run_id', 'NOT IN', [runIdOf(1), runIdOf(4)]), [2, 5]],
  ['an empty list', clause('attribute.run_id', 'IN', []), []],
  ['a time', clause('attribute.start_time', '>=', 1_004), [4, 5]],
  ['a time that is missing', clause('attribute.end_time', '<', 10_000), [4]],
  ['a missing time does not differ', clause('attribute.end_time', '!=', 1), [4]],
  ['a missing time is null', clause('attribute.end_time', 'IS NULL'), [1, 2, 5]],
  ['a status', clause('attribute.status', '=', 'FINISHED'), [4]],
  ['a user', clause('attribute.user_id', '!=', 'ada'), [2]],
  ['a metric by its latest value', clause('metric.loss', '<', 2), [1, 2]],
  ['a metric, not by an older value', clause('metric.loss', '=', 3), []],
  ['NaN is neither less nor greater', clause('metric.loss', '>=', 0), [1, 2]],
  ['NaN differs from every number', clause('metric.loss', '!=', 1), [2, 5]],
  ['infinity is greater than every number', clause('metric.acc', '>', 1e308), [5]],
  ['a missing metric is null', clause('metric.acc', 'IS NULL'), [1, 4]],
  ['NaN is not null', clause('metric.loss', 'IS NOT NULL'), [1, 2, 5]],
  ['an unknown metric matches nothing', clause('metric.none', '!=', 1), []],
  ['a dataset matches nothing', clause('dataset.name', '!=', 'x'), []],
  ['and', all(clause('metric.loss', '<', 2), clause('param.lr', '=', '0.1')), [1]],
  ['or', any(clause('param.lr', '=', '0.1'), clause('attribute.status', '=', 'FINISHED')), [1, 4]],
  ['not holds for what is missing', not(clause('param.lr', '=', '0.1')), [2, 4, 5]],
  ['not of a missing time', not(clause('attribute.end_time', '>', 0)), [1, 2, 5]],
  [
    'nesting',
    not(
      any(
        all(clause('metric.loss', '<', 2), not(clause('tag.team', '=', 'vision'))),
        clause('attribute.status', '=', 'FINISHED'),
      ),
    ),
    [2, 5],
  ],
  ['an empty and holds', all(), [1, 2, 4, 5]],
  ['an empty or does not', any(), []],
];

export const searchCases: readonly StoreCheck[] = [
  ...table.map(([title, filter, expected]) => ({
    name: `run filter: ${title}`,
    async check(store: TrackingStore) {
      await seed(store);
      assert.deepEqual(await search(store, filter), expected);
    },
  })),
  {
    name: 'view types choose by stage, with and without a filter',
    async check(store) {
      await seed(store);
      assert.deepEqual(await search(store, undefined), [1, 2, 4, 5]);
      assert.deepEqual(await search(store, undefined, 'DELETED_ONLY'), [3]);
      assert.deepEqual(await search(store, clause('param.lr', '=', '0.1'), 'ALL'), [1, 3]);
    },
  },
  {
    name: 'only the experiments named are searched',
    async check(store) {
      await seed(store);
      const find = (experimentIds: string[]): Promise<number> =>
        store.read((unit) => unit.metadata.countRuns({ experimentIds, viewType: 'ACTIVE_ONLY' }));
      assert.equal(await find([]), 0);
      assert.equal(await find(['1', 'x']), 0);
      assert.equal(await find(['0', '1']), 4);
    },
  },
  {
    name: 'a filter of a thousand clauses is answered',
    async check(store) {
      await seed(store);
      const clauses = Array.from({ length: 1_000 }, (_, index) => clause('param.lr', '=', `${index}`));
      assert.deepEqual(await search(store, any(...clauses, clause('param.lr', '=', '0.1'))), [1]);
    },
  },
  {
    name: 'an unknown attribute and a pattern beyond measure are INVALID_PARAMETER_VALUE',
    async check(store) {
      await seed(store);
      const isInvalid = (error: unknown): boolean =>
        MillraceError.is(error) && error.code === 'INVALID_PARAMETER_VALUE';
      for (const key of ['colour', 'constructor', '__proto__', 'id']) {
        await assert.rejects(search(store, clause(`attribute.${key}`, '=', 'x')), isInvalid, key);
      }
      await assert.rejects(search(store, clause('tag.team', 'LIKE', '%a'.repeat(1_000))), isInvalid);
    },
  },
  {
    name: 'text is bound, never part of a statement',
    async check(store) {
      await seed(store);
      const hostile = `'; DROP TABLE runs; --"\`]`;
      await store.write((unit) => unit.metadata.putRunTags(runIdOf(4), [{ key: hostile, value: hostile }]));
      assert.deepEqual(await search(store, clause(`tag.${hostile}`, '=', hostile)), [4]);
      assert.deepEqual(await search(store, clause(`tag.${hostile}`, 'LIKE', `%DROP%`)), [4]);
      assert.deepEqual(await search(store, clause(`metric.${hostile}`, '=', 1)), []);
    },
  },
];
