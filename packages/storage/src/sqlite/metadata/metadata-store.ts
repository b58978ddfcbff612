import type { MetadataStore } from '@millrace/spec';
import type { Session } from '../transactions/session.ts';
import { createActivity } from './activity.ts';
import { createAnswerTable } from './answers.ts';
import { createDigestTable } from './digests.ts';
import { createExperimentTable } from './experiments.ts';
import { createRunEntryTables } from './run-entries.ts';
import { createRunTable } from './runs.ts';

type Searches = Pick<MetadataStore, 'searchExperiments' | 'searchRuns' | 'countRuns'>;

export const createMetadataStore = (session: Session, search: Searches): MetadataStore => ({
  ...createExperimentTable(session),
  ...createRunTable(session),
  ...createRunEntryTables(session),
  ...createActivity(session),
  ...createAnswerTable(session),
  ...createDigestTable(session),
  ...search,
});
