import type { CallContext, OperationId, Services } from '@millrace/protocol';

export interface Call {
  readonly id: OperationId;
  readonly input: unknown;
  readonly context: CallContext;
}

/** Services that note what they were asked and answer what they were given. */
export const createFakeServices = (): {
  services: Services;
  calls: Call[];
  answers: Map<OperationId, unknown>;
} => {
  const calls: Call[] = [];
  const answers = new Map<OperationId, unknown>();
  const services = new Proxy({} as Services, {
    get: (_, id: OperationId) => async (input: unknown, context: CallContext) => {
      calls.push({ id, input, context });
      const answer = answers.get(id) ?? {};
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { services, calls, answers };
};
