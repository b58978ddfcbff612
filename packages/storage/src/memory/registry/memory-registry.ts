import type { RegistryStore } from '@millrace/spec';
import type { MemoryState } from '../state.ts';
import { createMemoryAudit } from './memory-audit.ts';
import { createMemoryModels } from './memory-models.ts';
import { createMemoryVersions } from './memory-versions.ts';

export const createMemoryRegistry = (state: MemoryState): RegistryStore => ({
  ...createMemoryModels(state),
  ...createMemoryVersions(state),
  ...createMemoryAudit(state),
});
