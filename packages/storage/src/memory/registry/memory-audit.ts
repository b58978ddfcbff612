import type { RegistryStore } from '@millrace/spec';
import type { MemoryState } from '../state.ts';
import { expectModel } from './memory-model.ts';

export const createMemoryAudit = (state: MemoryState): Pick<RegistryStore, 'readAudit' | 'appendAudit'> => {
  const { audit, journal } = state;
  return {
    readAudit({ name, before = Number.MAX_SAFE_INTEGER, limit }) {
      const models = new Set(audit.filter((entry) => entry.name === name).map(({ model }) => model));
      return audit
        .filter(({ entryId, model }) => entryId < before && (name === undefined || models.has(model)))
        .toReversed()
        .slice(0, limit)
        .map(({ model: _model, ...entry }) => entry);
    },

    appendAudit(entry) {
      const { id } = expectModel(state, entry.name);
      audit.push({ ...entry, entryId: audit.length + 1, model: id });
      journal.record(() => audit.pop());
    },
  };
};
