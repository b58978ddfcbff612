import type { QueryCompiler, RawBuilder } from 'kysely';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Session } from '../transactions/session.ts';

/** Builds text and parameters; running them is the connection's part, so that all of it shares one transaction. */
const builder = new Kysely<never>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: (): QueryCompiler => new SqliteQueryCompiler(),
  },
});

export const runQuery = <Row>(session: Session, query: RawBuilder<Row>): Row[] => {
  const { sql, parameters } = query.compile(builder);
  return session.connection.prepareComposed<Row>(sql).all(...parameters);
};
