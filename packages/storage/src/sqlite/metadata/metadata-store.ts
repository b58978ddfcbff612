import type { MetadataStore } from '@millrace/spec';
import type { Search } from '../search/search.ts';
import type { Session } from '../transactions/session.ts';
import { createActivity } from './activity.ts';
import { createAnswerTable } from './answers.ts';
import { createDigestTable } from './digests.ts';
import { createExperimentTable } from './experiments.ts';
import { createRunEntryTables } from './run-entries.ts';
import { createRunTable } from './runs.ts';

type Searches = Pick<MetadataStore, 'searchExperiments' | 'searchRuns' | 'countRuns'>;

/** Loaded with the first search: the query builder would be a third of the time a server takes to start. */
const createSearches = (session: Session, settle: () => void): Searches => {
  let loaded: Search | undefined;
  const load = async (): Promise<Search> => {
    const { createSearch } = await import('../search/search.ts');
    loaded ??= createSearch(session, settle);
    return loaded;
  };
  return {
    searchExperiments: (query) =>
      loaded?.searchExperiments(query) ?? load().then((search) => search.searchExperiments(query)),
    searchRuns: (query) => loaded?.searchRuns(query) ?? load().then((search) => search.searchRuns(query)),
    countRuns: (query) => loaded?.countRuns(query) ?? load().then((search) => search.countRuns(query)),
  };
};

export const createMetadataStore = (session: Session, settle: () => void): MetadataStore => ({
  ...createExperimentTable(session),
  ...createRunTable(session),
  ...createRunEntryTables(session),
  ...createActivity(session),
  ...createAnswerTable(session),
  ...createDigestTable(session),
  ...createSearches(session, settle),
});
