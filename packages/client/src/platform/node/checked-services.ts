import { parseInput, type Services } from '@millrace/protocol';
import { callOf, createEach } from '../../transport/operation-kinds.ts';

/** What a script hands us comes from outside, as what a request brings: checked against the table. */
export const createCheckedServices = (services: Services): Services =>
  createEach((id, kind) => {
    const call = callOf(services, id);
    return kind === 'subscription'
      ? (input, context) => call(parseInput(id, input), context)
      : async (input, context) => call(parseInput(id, input), context);
  });
