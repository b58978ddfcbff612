import type {
  DatasetReference,
  FieldReference,
  Filter,
  LoggedModelOrder,
  LoggedModelQuery,
  ModelMetric,
} from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { MemoryLoggedModel, MemoryState } from '../state.ts';
import { compareText } from '../text-order.ts';
import type { ValueOf } from './evaluate-filter.ts';
import { matches } from './evaluate-filter.ts';
import { compareRecords } from './order-records.ts';

const attributeOf = ({ info }: MemoryLoggedModel, { key }: FieldReference): string | number => {
  switch (key) {
    case 'name':
      return info.name;
    case 'model_id':
      return info.modelId;
    case 'model_type':
      return info.modelType;
    case 'status':
      return info.status;
    case 'source_run_id':
      return info.sourceRunId;
    case 'artifact_location':
      return info.artifactUri;
    case 'creation_timestamp':
      return info.creationTime;
    case 'last_updated_timestamp':
      return info.lastUpdateTime;
    default:
      throw new MillraceError('INVALID_PARAMETER_VALUE', `There is no attribute '${key}' to search by.`, {
        reason: 'storage/unknown-field',
      });
  }
};

const isMeasuredOn = (point: ModelMetric, datasets: readonly DatasetReference[]): boolean =>
  datasets.length === 0 ||
  datasets.some(
    ({ name, digest }) =>
      point.datasetName === name && (digest === undefined || point.datasetDigest === digest),
  );

const valuesOf =
  (model: MemoryLoggedModel, datasets: readonly DatasetReference[]): ValueOf =>
  (field) => {
    switch (field.entity) {
      case 'attribute':
        return attributeOf(model, field);
      case 'param':
        return model.params.get(field.key);
      case 'tag':
        return model.tags.get(field.key);
      case 'metric':
        return model.metrics
          .filter((point) => point.key === field.key && isMeasuredOn(point, datasets))
          .map(({ value }) => value);
      case 'dataset':
        return undefined;
    }
  };

const isLater = (point: ModelMetric, other: ModelMetric): boolean => {
  const difference = point.timestamp - other.timestamp || point.step - other.step;
  if (difference !== 0) return difference > 0;
  return compareText(point.runId, other.runId) <= 0;
};

const latestOf = (model: MemoryLoggedModel, order: LoggedModelOrder): number | undefined => {
  let latest: ModelMetric | undefined;
  for (const point of model.metrics) {
    if (point.key !== order.field.key) continue;
    if (order.datasetName !== undefined && point.datasetName !== order.datasetName) continue;
    if (order.datasetDigest !== undefined && point.datasetDigest !== order.datasetDigest) continue;
    if (latest === undefined || isLater(point, latest)) latest = point;
  }
  return latest?.value;
};

const readsMetrics = (filter: Filter | undefined): boolean => {
  if (filter === undefined) return false;
  if (filter.kind === 'comparison') return filter.field.entity === 'metric';
  return filter.kind === 'not' ? readsMetrics(filter.operand) : filter.operands.some(readsMetrics);
};

const order = (key: string, direction: 'ASC' | 'DESC'): LoggedModelOrder => ({
  field: { entity: 'attribute', key },
  direction,
});

const compare = (
  left: MemoryLoggedModel,
  right: MemoryLoggedModel,
  orderBy: readonly LoggedModelOrder[],
): number => {
  for (const item of orderBy) {
    const valueOf =
      (model: MemoryLoggedModel): ValueOf =>
      (field) =>
        field.entity === 'metric' ? latestOf(model, item) : valuesOf(model, [])(field);
    const difference = compareRecords(valueOf(left), valueOf(right), [item]);
    if (difference !== 0) return difference;
  }
  return 0;
};

export const selectLoggedModels = (
  { loggedModels }: MemoryState,
  query: LoggedModelQuery,
): MemoryLoggedModel[] => {
  const { experimentIds, filter, datasets } = query;
  const orderBy = [...query.orderBy, order('creation_timestamp', 'DESC'), order('model_id', 'ASC')];
  const needsPoint = datasets.length > 0 && !readsMetrics(filter);
  return [...loggedModels.values()]
    .filter(
      (model) =>
        experimentIds.includes(model.info.experimentId) &&
        model.info.lifecycleStage === 'active' &&
        (filter === undefined || matches(filter, valuesOf(model, datasets))) &&
        (!needsPoint || model.metrics.some((point) => isMeasuredOn(point, datasets))),
    )
    .sort((left, right) => compare(left, right, orderBy))
    .slice(query.offset, query.offset + query.limit);
};
