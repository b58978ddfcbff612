import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { loggedModelSchema } from '../logged-model-schema.ts';

/** Logged models with their data, and what runs read and made. */
export const loggedModels: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of loggedModelSchema) await sql.raw(statement).execute(database);
  },
};
