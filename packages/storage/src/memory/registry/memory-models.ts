import type { RegistryStore } from '@millrace/spec';
import { searchModels } from '../search/registry-search.ts';
import type { MemoryState } from '../state.ts';
import { expectModel, findMemoryModel, toRegisteredModel } from './memory-model.ts';

type ModelMethods = Pick<
  RegistryStore,
  | 'findModel'
  | 'searchModels'
  | 'insertModel'
  | 'updateModel'
  | 'removeModel'
  | 'putModelTag'
  | 'removeModelTag'
  | 'putAlias'
  | 'removeAlias'
>;

export const createMemoryModels = (state: MemoryState): ModelMethods => {
  const { models, journal } = state;
  const none = new Map<string, never>();
  return {
    findModel(name) {
      const model = findMemoryModel(state, name);
      return model === undefined ? undefined : toRegisteredModel(model);
    },
    searchModels: (query) => searchModels(state, query).map(toRegisteredModel),

    insertModel({ tags, ...info }) {
      const id = state.nextModel;
      state.nextModel += 1;
      journal.record(() => {
        state.nextModel = id;
      });
      journal.set(models, id, {
        id,
        info,
        tags: new Map(tags.map(({ key, value }) => [key, value])),
        aliases: new Map(),
        versions: new Map(),
      });
    },
    updateModel(name, patch) {
      const model = expectModel(state, name);
      journal.set(models, model.id, { ...model, info: { ...model.info, ...patch } });
    },
    removeModel: (name) => void journal.delete(models, expectModel(state, name).id),

    putModelTag: (name, { key, value }) => journal.set(expectModel(state, name).tags, key, value),
    removeModelTag: (name, key) => journal.delete(findMemoryModel(state, name)?.tags ?? none, key),
    putAlias: (name, { alias, version }) => journal.set(expectModel(state, name).aliases, alias, version),
    removeAlias: (name, alias) => journal.delete(findMemoryModel(state, name)?.aliases ?? none, alias),
  };
};
