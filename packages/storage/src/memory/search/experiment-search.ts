import type { ExperimentQuery, FieldReference, OrderBy } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { MemoryExperiment, MemoryState } from '../state.ts';
import type { ValueOf } from './evaluate-filter.ts';
import { matches } from './evaluate-filter.ts';
import { compareRecords } from './order-records.ts';

const attributeOf = (experiment: MemoryExperiment, { key }: FieldReference): string | number => {
  switch (key) {
    case 'experiment_id':
      return experiment.experimentId;
    case 'name':
      return experiment.name;
    case 'artifact_location':
      return experiment.artifactLocation;
    case 'creation_time':
      return experiment.creationTime;
    case 'last_update_time':
      return experiment.lastUpdateTime;
    default:
      throw new MillraceError('INVALID_PARAMETER_VALUE', `There is no attribute '${key}' to search by.`, {
        reason: 'storage/unknown-field',
      });
  }
};

const valuesOf =
  (experiment: MemoryExperiment): ValueOf =>
  (field) => {
    if (field.entity === 'attribute') return attributeOf(experiment, field);
    return field.entity === 'tag' ? experiment.tags.get(field.key) : undefined;
  };

const isId = (field: FieldReference): boolean =>
  field.entity === 'attribute' && field.key === 'experiment_id';

/** Ids are text to a filter and numbers to an order. */
const orderValuesOf = (experiment: MemoryExperiment): ValueOf => {
  const valueOf = valuesOf(experiment);
  return (field) => (isId(field) ? Number(experiment.experimentId) : valueOf(field));
};

const order = (key: string, direction: 'ASC' | 'DESC'): OrderBy => ({
  field: { entity: 'attribute', key },
  direction,
});

export const searchExperiments = (state: MemoryState, query: ExperimentQuery): MemoryExperiment[] => {
  const orderBy =
    query.orderBy.length === 0
      ? [order('creation_time', 'DESC'), order('experiment_id', 'ASC')]
      : [...query.orderBy, order('experiment_id', 'DESC')];
  return [...state.experiments.values()]
    .filter(
      (experiment) =>
        (query.viewType === 'ALL' ||
          (query.viewType === 'ACTIVE_ONLY') === (experiment.lifecycleStage === 'active')) &&
        (query.filter === undefined || matches(query.filter, valuesOf(experiment))),
    )
    .sort((left, right) => compareRecords(orderValuesOf(left), orderValuesOf(right), orderBy))
    .slice(query.offset, query.offset + query.limit);
};
