import type { Session } from '../transactions/session.ts';
import type { Search } from './search.ts';

/** Loaded with the first search: the query builder would be a third of the time a server takes to start. */
export const createLazySearch = (session: Session, settle: () => void): Search => {
  let loaded: Search | undefined;
  const load = async (): Promise<Search> => {
    const { createSearch } = await import('./search.ts');
    loaded ??= createSearch(session, settle);
    return loaded;
  };
  return {
    searchExperiments: (query) =>
      loaded?.searchExperiments(query) ?? load().then((search) => search.searchExperiments(query)),
    searchRuns: (query) => loaded?.searchRuns(query) ?? load().then((search) => search.searchRuns(query)),
    countRuns: (query) => loaded?.countRuns(query) ?? load().then((search) => search.countRuns(query)),
    searchLoggedModels: (query) =>
      loaded?.searchLoggedModels(query) ?? load().then((search) => search.searchLoggedModels(query)),
    searchModels: (query) =>
      loaded?.searchModels(query) ?? load().then((search) => search.searchModels(query)),
    searchModelVersions: (query) =>
      loaded?.searchModelVersions(query) ?? load().then((search) => search.searchModelVersions(query)),
  };
};
