import type { RegistryStore } from '@millrace/spec';
import { searchModelVersions } from '../search/registry-search.ts';
import type { MemoryState } from '../state.ts';
import type { MemoryModel, MemoryVersion } from './memory-model.ts';
import { expectModel, expectVersion, findMemoryVersion, toModelVersion } from './memory-model.ts';

type VersionMethods = Pick<
  RegistryStore,
  | 'findModelVersion'
  | 'searchModelVersions'
  | 'insertModelVersion'
  | 'updateModelVersion'
  | 'touchModelVersions'
  | 'moveModelVersions'
  | 'redactModelVersion'
  | 'putModelVersionTag'
  | 'removeModelVersionTag'
>;

export const createMemoryVersions = (state: MemoryState): VersionMethods => {
  const { journal } = state;

  const patch = (model: MemoryModel, version: MemoryVersion, changes: Partial<MemoryVersion['info']>): void =>
    journal.set(model.versions, version.info.version, { ...version, info: { ...version.info, ...changes } });

  const presentIn = (model: MemoryModel): MemoryVersion[] =>
    [...model.versions.values()].filter((version) => !version.deleted);

  return {
    findModelVersion(key) {
      const found = findMemoryVersion(state, key);
      return found === undefined ? undefined : toModelVersion(found.model, found.version);
    },
    searchModelVersions: (query) =>
      searchModelVersions(state, query).map(({ model, version }) => toModelVersion(model, version)),

    insertModelVersion({ name, tags, ...given }) {
      const model = expectModel(state, name);
      const number = Math.max(0, ...model.versions.keys()) + 1;
      const version = {
        info: { ...given, version: number },
        tags: new Map(tags.map(({ key, value }) => [key, value])),
        deleted: false,
      };
      journal.set(model.versions, number, version);
      return toModelVersion(model, version);
    },
    updateModelVersion(key, changes) {
      const { model, version } = expectVersion(state, key);
      patch(model, version, changes);
    },
    touchModelVersions(name, time) {
      const model = expectModel(state, name);
      for (const version of presentIn(model)) patch(model, version, { lastUpdateTime: time });
    },
    moveModelVersions(name, { from, to, except, time }) {
      const model = expectModel(state, name);
      const moved = presentIn(model).filter(({ info }) => info.stage === from && info.version !== except);
      for (const version of moved) patch(model, version, { stage: to, lastUpdateTime: time });
      return moved.map(({ info }) => info.version).sort((left, right) => left - right);
    },
    redactModelVersion(key, time) {
      const { model, version } = expectVersion(state, key);
      for (const [alias, number] of model.aliases) {
        if (number === key.version) journal.delete(model.aliases, alias);
      }
      journal.set(model.versions, key.version, {
        info: {
          ...version.info,
          lastUpdateTime: time,
          description: null,
          stage: 'None',
          source: '',
          storageLocation: '',
          runId: null,
          modelId: null,
          runLink: '',
          statusMessage: '',
        },
        tags: new Map(),
        deleted: true,
      });
    },

    putModelVersionTag: (key, tag) => journal.set(expectVersion(state, key).version.tags, tag.key, tag.value),
    removeModelVersionTag(key, tagKey) {
      const found = findMemoryVersion(state, key);
      return found !== undefined && journal.delete(found.version.tags, tagKey);
    },
  };
};
