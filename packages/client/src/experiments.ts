import type { CallContext, Services } from '@millrace/protocol';
import type { Experiments } from './millrace.ts';
import { collectPages } from './transport/collect-pages.ts';

export const createExperiments = (services: Services, call: CallContext): Experiments => {
  const get: Experiments['get'] = (experimentId) => services['experiments.get']({ experimentId }, call);
  return {
    get,
    getByName: (name) => services['experiments.getByName']({ name }, call),
    create: async (name, { artifactLocation, tags = {} } = {}) => {
      const { experimentId } = await services['experiments.create'](
        {
          name,
          tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
          ...(artifactLocation !== undefined && { artifactLocation }),
        },
        call,
      );
      return get(experimentId);
    },
    search: ({ filter, orderBy = [], viewType = 'ACTIVE_ONLY', maxResults = 1000 } = {}) =>
      collectPages(maxResults, async (page) => {
        const input = { orderBy, viewType, ...(filter !== undefined && { filter }), ...page };
        const { experiments, nextPageToken } = await services['experiments.search'](input, call);
        return { items: experiments, nextPageToken };
      }),
  };
};
