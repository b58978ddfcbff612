import type { Migration } from 'kysely/migration';
import { foundation } from './0001-foundation.ts';
import { registry } from './0002-registry.ts';
import { loggedModels } from './0003-logged-models.ts';

/** In order, by name. A migration that was released never changes; a new one comes with its part of `current-schema.ts`. */
export const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-registry': registry,
  '0003-logged-models': loggedModels,
};
