import type { OperationId, Services } from '@millrace/protocol';

/** Services that only note that they were reached. */
export const createFakeServices = (): { services: Services; reached: OperationId[] } => {
  const reached: OperationId[] = [];
  const services = new Proxy({} as Services, {
    get: (_, id: OperationId) => async () => {
      reached.push(id);
      return {};
    },
  });
  return { services, reached };
};
