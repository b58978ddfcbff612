import type { CallContext, Services } from '@millrace/protocol';
import type { Connection } from './connection.ts';

type Call = (input: unknown, context: CallContext) => unknown;

async function* watch(connect: () => Promise<Connection>, input: unknown, context: CallContext) {
  const { services } = await connect();
  yield* (services['changes.watch'] as Call)(input, context) as AsyncIterable<unknown>;
}

/** Services that connect at their first call. */
export const createLazyServices = (connect: () => Promise<Connection>): Services => {
  const calls = new Map<string, Call>();
  const callOf = (id: string): Call => {
    const known = calls.get(id);
    if (known !== undefined) return known;
    const call: Call =
      id === 'changes.watch'
        ? (input, context) => watch(connect, input, context)
        : async (input, context) => {
            const { services } = await connect();
            return (Reflect.get(services, id) as Call)(input, context);
          };
    calls.set(id, call);
    return call;
  };
  return new Proxy({} as Services, { get: (_, id) => (typeof id === 'string' ? callOf(id) : undefined) });
};
