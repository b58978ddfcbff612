import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { registrySchema } from '../registry-schema.ts';

/** Registered models, their versions, tags, aliases and the audit. */
export const registry: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of registrySchema) await sql.raw(statement).execute(database);
  },
};
