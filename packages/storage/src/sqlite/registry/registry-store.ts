import type { RegistryStore } from '@millrace/spec';
import type { RegistrySearch } from '../search/registry-search.ts';
import type { Session } from '../transactions/session.ts';
import { createAuditTable } from './audit.ts';
import { createModelTable } from './models.ts';
import { createVersionTable } from './versions.ts';

export const createRegistryStore = (session: Session, searches: RegistrySearch): RegistryStore => ({
  ...createModelTable(session),
  ...createVersionTable(session),
  ...createAuditTable(session),
  ...searches,
});
