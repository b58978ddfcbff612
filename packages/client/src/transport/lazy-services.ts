import type { CallContext, Services } from '@millrace/protocol';
import type { Connection } from './connection.ts';
import { callOf, createEach } from './operation-kinds.ts';

/** Services that connect at their first call. */
export const createLazyServices = (connect: () => Promise<Connection>): Services => {
  async function* watch(input: unknown, context: CallContext): AsyncGenerator<unknown> {
    const { services } = await connect();
    yield* callOf(services, 'changes.watch')(input, context) as AsyncIterable<unknown>;
  }
  return createEach((id, kind) =>
    kind === 'subscription'
      ? watch
      : async (input, context) => callOf((await connect()).services, id)(input, context),
  );
};
