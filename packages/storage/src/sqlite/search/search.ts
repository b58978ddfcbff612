import type { LoggedModelReader, MetadataReader, RegistryReader } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';
import { createExperimentSearch } from './experiment-search.ts';
import { createLoggedModelSearch } from './logged-model-search.ts';
import { createRegistrySearch } from './registry-search.ts';
import { createRunSearch } from './run-search.ts';

export type Search = Pick<MetadataReader, 'searchExperiments' | 'searchRuns' | 'countRuns'> &
  Pick<LoggedModelReader, 'searchLoggedModels'> &
  Pick<RegistryReader, 'searchModels' | 'searchModelVersions'>;

/** `settle` brings the table of latest points up to date within the open transaction. */
export const createSearch = (session: Session, settle: () => void): Search => ({
  ...createExperimentSearch(session),
  ...createRunSearch(session, settle),
  ...createLoggedModelSearch(session),
  ...createRegistrySearch(session),
});
