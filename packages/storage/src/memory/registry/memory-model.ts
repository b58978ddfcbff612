import type { ModelVersion, ModelVersionKey, RegisteredModel } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { MemoryState } from '../state.ts';
import { compareText } from '../text-order.ts';
import { toEntries } from '../to-entries.ts';

export interface MemoryVersion {
  readonly info: Omit<ModelVersion, 'name' | 'tags' | 'aliases'>;
  readonly tags: Map<string, string>;
  readonly deleted: boolean;
}

export interface MemoryModel {
  readonly id: number;
  readonly info: Omit<RegisteredModel, 'tags' | 'aliases' | 'latestVersions'>;
  readonly tags: Map<string, string>;
  readonly aliases: Map<string, number>;
  /** By number, deleted ones too. */
  readonly versions: Map<number, MemoryVersion>;
}

export const findMemoryModel = (
  { models }: Pick<MemoryState, 'models'>,
  name: string,
): MemoryModel | undefined => {
  for (const model of models.values()) if (model.info.name === name) return model;
  return undefined;
};

export const expectModel = (state: MemoryState, name: string): MemoryModel => {
  const model = findMemoryModel(state, name);
  if (model !== undefined) return model;
  throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `No registered model named '${name}' exists.`, {
    reason: 'storage/unknown-model',
  });
};

/** `undefined` for a deleted version too. */
export const findMemoryVersion = (
  state: MemoryState,
  { name, version }: ModelVersionKey,
): { model: MemoryModel; version: MemoryVersion } | undefined => {
  const model = findMemoryModel(state, name);
  const found = model?.versions.get(version);
  return model === undefined || found === undefined || found.deleted ? undefined : { model, version: found };
};

export const expectVersion = (
  state: MemoryState,
  key: ModelVersionKey,
): { model: MemoryModel; version: MemoryVersion } => {
  const found = findMemoryVersion(state, key);
  if (found !== undefined) return found;
  throw new MillraceError(
    'RESOURCE_DOES_NOT_EXIST',
    `No version ${key.version} of a registered model named '${key.name}' exists.`,
    { reason: 'storage/unknown-model-version' },
  );
};

export const toModelVersion = (model: MemoryModel, { info, tags }: MemoryVersion): ModelVersion => ({
  name: model.info.name,
  ...info,
  tags: toEntries(tags),
  aliases: [...model.aliases]
    .filter(([, version]) => version === info.version)
    .map(([alias]) => alias)
    .sort(compareText),
});

export const toRegisteredModel = (model: MemoryModel): RegisteredModel => {
  const latest = new Map<string, MemoryVersion>();
  for (const version of model.versions.values()) {
    const known = latest.get(version.info.stage);
    if (version.deleted || (known !== undefined && known.info.version > version.info.version)) continue;
    latest.set(version.info.stage, version);
  }
  return {
    ...model.info,
    tags: toEntries(model.tags),
    aliases: [...model.aliases]
      .map(([alias, version]) => ({ alias, version }))
      .sort((left, right) => compareText(left.alias, right.alias)),
    latestVersions: [...latest.values()]
      .map((version) => toModelVersion(model, version))
      .sort((left, right) => left.version - right.version),
  };
};
