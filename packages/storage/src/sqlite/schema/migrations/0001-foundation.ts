import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { foundationSchema } from '../current-schema.ts';

/** Experiments, runs, their data, metrics, changes, idempotent answers and digests. */
export const foundation: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of foundationSchema) await sql.raw(statement).execute(database);
  },
};
