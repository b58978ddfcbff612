import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Comparator,
  Comparison,
  FieldReference,
  Filter,
  ReadUnit,
  RunQuery,
  TrackingStore,
  WriteUnit,
} from '@millrace/spec';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { openSqliteStore } from '../index.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-mirror-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const RUNS = 12;
const runIdOf = (run: number): string => run.toString(16).padStart(32, '0');

type Change = (unit: WriteUnit) => Promise<void>;

const run = fc.nat(RUNS - 1).map(runIdOf);
const number = fc.constantFrom(0, 1, 2.5, -3, Number.NaN, Number.POSITIVE_INFINITY);
const text = fc.constantFrom('a', 'A', 'ab', 'b', '😀', 'ﬀ', '');

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ run, value: number, step: fc.nat(4) }).map(
    ({ run: runId, value, step }): Change =>
      async ({ metrics }) =>
        metrics.append(runId, [{ key: 'loss', value, timestamp: 1, step }]),
  ),
  fc.record({ run, value: text }).map(
    ({ run: runId, value }): Change =>
      async ({ metadata }) =>
        metadata.putRunTags(runId, [{ key: 'stage', value }]),
  ),
  run.map(
    (runId): Change =>
      async ({ metadata }) => {
        await metadata.removeRunTag(runId, 'stage');
      },
  ),
  fc.record({ run, isDeleted: fc.boolean(), ended: fc.option(fc.nat(3)) }).map(
    ({ run: runId, isDeleted, ended }): Change =>
      async ({ metadata }) =>
        metadata.updateRun(runId, { endTime: ended, lifecycleStage: isDeleted ? 'deleted' : 'active' }),
  ),
);

const comparison = (field: FieldReference, comparator: Comparator, value: Comparison['value']): Filter => ({
  kind: 'comparison',
  field,
  comparator,
  value,
});

const loss: FieldReference = { entity: 'metric', key: 'loss' };
const stage: FieldReference = { entity: 'tag', key: 'stage' };
const endTime: FieldReference = { entity: 'attribute', key: 'end_time' };

const filter: fc.Arbitrary<Filter | undefined> = fc.constantFrom(
  undefined,
  comparison(loss, '>', 0),
  comparison(loss, 'IS NULL', null),
  comparison(stage, 'ILIKE', 'A%'),
  comparison(stage, '!=', 'b'),
  comparison(endTime, '>', 1),
  { kind: 'not', operand: comparison(loss, '!=', 1) },
);

const query: fc.Arbitrary<RunQuery> = fc.record({
  experimentIds: fc.constantFrom(['0'], ['0', '1'], ['1']),
  viewType: fc.constantFrom('ACTIVE_ONLY', 'DELETED_ONLY', 'ALL'),
  filter,
  orderBy: fc.constantFrom(
    [{ field: loss, direction: 'DESC' }],
    [{ field: stage, direction: 'ASC' }],
    [{ field: endTime, direction: 'ASC' }],
  ),
  limit: fc.integer({ min: 1, max: RUNS }),
  offset: fc.nat(3),
});

const seed = (store: TrackingStore): Promise<void> =>
  store.write(async ({ metadata }) => {
    for (let index = 0; index < RUNS; index += 1) {
      await metadata.insertRun({
        info: {
          runId: runIdOf(index),
          runName: `run ${index}`,
          experimentId: '0',
          userId: '',
          status: 'RUNNING',
          startTime: index % 3,
          endTime: null,
          artifactUri: '',
          lifecycleStage: 'active',
        },
        params: [],
        tags: [],
      });
    }
  });

/** Within a write a search is answered by SQL alone. */
it('finds and counts what SQL does, whichever process changed it', async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ changes: fc.array(change, { maxLength: 4 }), byOther: fc.boolean(), query }), {
        minLength: 1,
        maxLength: 6,
      }),
      async (steps) => {
        round += 1;
        const file = join(directory, `${round}.db`);
        const own = await openSqliteStore({ file });
        const other = await openSqliteStore({ file });
        try {
          await seed(own);
          for (const { changes, byOther, query: asked } of steps) {
            await (byOther ? other : own).write(async (unit) => {
              for (const one of changes) await one(unit);
            });
            const search = async ({ metadata }: ReadUnit): Promise<unknown> => ({
              found: (await metadata.searchRuns(asked)).map(({ info }) => info.runId),
              total: await metadata.countRuns(asked),
            });
            expect(await own.read(search)).toEqual(await own.write(search));
          }
        } finally {
          await own.close();
          await other.close();
        }
      },
    ),
    { numRuns: 60 },
  );
});
