import type { FieldReference, ModelVersionQuery, OrderBy, RegisteredModelQuery } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { MemoryModel, MemoryVersion } from '../registry/memory-model.ts';
import type { MemoryState } from '../state.ts';
import type { ValueOf } from './evaluate-filter.ts';
import { matches } from './evaluate-filter.ts';
import { compareRecords } from './order-records.ts';

type Attributes = ReadonlyMap<string, string | number | null>;

const valuesOf =
  (attributes: Attributes, tags: ReadonlyMap<string, string>): ValueOf =>
  (field) => {
    if (field.entity === 'tag') return tags.get(field.key);
    if (field.entity !== 'attribute') return undefined;
    const value = attributes.get(field.key);
    if (value !== undefined) return value ?? undefined;
    throw unknownField(field);
  };

const unknownField = ({ entity, key }: FieldReference): MillraceError =>
  new MillraceError('INVALID_PARAMETER_VALUE', `There is no ${entity} '${key}' to search by.`, {
    reason: 'storage/unknown-field',
  });

const modelValues = ({ info, tags }: MemoryModel): ValueOf =>
  valuesOf(
    new Map<string, string | number | null>([
      ['name', info.name],
      ['last_updated_timestamp', info.lastUpdateTime],
    ]),
    tags,
  );

interface Found {
  readonly model: MemoryModel;
  readonly version: MemoryVersion;
}

const versionValues = ({ model, version: { info, tags } }: Found): ValueOf =>
  valuesOf(
    new Map<string, string | number | null>([
      ['name', model.info.name],
      ['version_number', info.version],
      ['source_path', info.source],
      ['run_id', info.runId],
      ['creation_timestamp', info.creationTime],
      ['last_updated_timestamp', info.lastUpdateTime],
    ]),
    tags,
  );

const order = (key: string, direction: 'ASC' | 'DESC'): OrderBy => ({
  field: { entity: 'attribute', key },
  direction,
});

const checkOrder = (orderBy: readonly OrderBy[]): void => {
  for (const { field } of orderBy) if (field.entity !== 'attribute') throw unknownField(field);
};

export const searchModels = ({ models }: MemoryState, query: RegisteredModelQuery): MemoryModel[] => {
  checkOrder(query.orderBy);
  const orderBy = [...query.orderBy, order('name', 'ASC')];
  return [...models.values()]
    .filter((model) => query.filter === undefined || matches(query.filter, modelValues(model)))
    .sort((left, right) => compareRecords(modelValues(left), modelValues(right), orderBy))
    .slice(query.offset, query.offset + query.limit);
};

export const searchModelVersions = ({ models }: MemoryState, query: ModelVersionQuery): Found[] => {
  checkOrder(query.orderBy);
  const orderBy = [
    ...(query.orderBy.length === 0 ? [order('last_updated_timestamp', 'DESC')] : query.orderBy),
    order('name', 'ASC'),
    order('version_number', 'DESC'),
  ];
  return [...models.values()]
    .flatMap((model) => [...model.versions.values()].map((version) => ({ model, version })))
    .filter(
      (found) =>
        !found.version.deleted && (query.filter === undefined || matches(query.filter, versionValues(found))),
    )
    .sort((left, right) => compareRecords(versionValues(left), versionValues(right), orderBy))
    .slice(query.offset, query.offset + query.limit);
};
