import type { FieldReference, RunQuery } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { contextOf } from '../memory-lineage.ts';
import type { MemoryLineage, MemoryRun, MemoryState } from '../state.ts';
import { latestOf } from '../state.ts';
import type { ValueOf } from './evaluate-filter.ts';
import { matches } from './evaluate-filter.ts';
import { compareRecords } from './order-records.ts';

const attributeOf = ({ info }: MemoryRun, { key }: FieldReference): string | number | undefined => {
  switch (key) {
    case 'run_id':
      return info.runId;
    case 'run_name':
      return info.runName;
    case 'user_id':
      return info.userId;
    case 'status':
      return info.status;
    case 'artifact_uri':
      return info.artifactUri;
    case 'start_time':
      return info.startTime;
    case 'end_time':
      return info.endTime ?? undefined;
    default:
      throw new MillraceError('INVALID_PARAMETER_VALUE', `There is no attribute '${key}' to search by.`, {
        reason: 'storage/unknown-field',
      });
  }
};

const datasetsOf = (lineage: MemoryLineage | undefined, { key }: FieldReference): string[] =>
  [...(lineage?.datasets.values() ?? [])].flatMap(({ dataset, tags }) => {
    switch (key) {
      case 'name':
        return dataset.name;
      case 'digest':
        return dataset.digest;
      case 'context':
        return contextOf(tags) ?? [];
      default:
        throw new MillraceError('INVALID_PARAMETER_VALUE', `There is no dataset '${key}' to search by.`, {
          reason: 'storage/unknown-field',
        });
    }
  });

const valuesOf =
  (run: MemoryRun, lineage: MemoryLineage | undefined): ValueOf =>
  (field) => {
    switch (field.entity) {
      case 'attribute':
        return attributeOf(run, field);
      case 'param':
        return run.params.get(field.key);
      case 'tag':
        return run.tags.get(field.key);
      case 'metric':
        return latestOf(run.series.get(field.key))?.value;
      case 'dataset':
        return datasetsOf(lineage, field);
    }
  };

/** Every run a query finds, in no order. */
export const findRuns = (
  { runs, lineage }: MemoryState,
  { experimentIds, viewType, filter }: Pick<RunQuery, 'experimentIds' | 'viewType' | 'filter'>,
): MemoryRun[] =>
  [...runs.values()].filter(
    (run) =>
      experimentIds.includes(run.info.experimentId) &&
      (viewType === 'ALL' || (viewType === 'ACTIVE_ONLY') === (run.info.lifecycleStage === 'active')) &&
      (filter === undefined || matches(filter, valuesOf(run, lineage.get(run.info.runId)))),
  );

export const selectRuns = (state: MemoryState, query: RunQuery): MemoryRun[] => {
  const orderBy = [
    ...query.orderBy,
    { field: { entity: 'attribute', key: 'start_time' }, direction: 'DESC' },
    { field: { entity: 'attribute', key: 'run_id' }, direction: 'ASC' },
  ] as const;
  return findRuns(state, query)
    .sort((left, right) => compareRecords(valuesOf(left, undefined), valuesOf(right, undefined), orderBy))
    .slice(query.offset, query.offset + query.limit);
};
