import { type CallContext, type OperationId, parseInput, type Services } from '@millrace/protocol';

type Call = (input: unknown, context: CallContext) => unknown;

/** What a script hands us comes from outside, as what a request brings: checked against the table. */
export const createCheckedServices = (services: Services): Services => {
  const entries = Object.entries(services).map(([id, call]) => {
    const checked: Call =
      id === 'changes.watch'
        ? (input, context) => (call as Call)(parseInput(id, input), context)
        : async (input, context) => (call as Call)(parseInput(id as OperationId, input), context);
    return [id, checked];
  });
  return Object.fromEntries(entries) as Services;
};
