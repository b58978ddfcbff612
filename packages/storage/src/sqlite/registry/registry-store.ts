import type { RegistryStore } from '@millrace/spec';
import type { RegistrySearch } from '../search/registry-search.ts';
import type { Session } from '../transactions/session.ts';
import { createAuditTable } from './audit.ts';
import { createModelTable } from './models.ts';
import { createVersionTable } from './versions.ts';

/** Loaded with the first search, as those of runs are. */
const createSearches = (session: Session): RegistrySearch => {
  let loaded: RegistrySearch | undefined;
  const load = async (): Promise<RegistrySearch> => {
    const { createRegistrySearch } = await import('../search/registry-search.ts');
    loaded ??= createRegistrySearch(session);
    return loaded;
  };
  return {
    searchModels: (query) =>
      loaded?.searchModels(query) ?? load().then((search) => search.searchModels(query)),
    searchModelVersions: (query) =>
      loaded?.searchModelVersions(query) ?? load().then((search) => search.searchModelVersions(query)),
  };
};

export const createRegistryStore = (session: Session): RegistryStore => ({
  ...createModelTable(session),
  ...createVersionTable(session),
  ...createAuditTable(session),
  ...createSearches(session),
});
