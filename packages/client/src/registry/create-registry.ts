import type { CallContext, Services } from '@millrace/protocol';
import { MillraceError } from '@millrace/spec';
import { collectPages } from '../transport/collect-pages.ts';
import type { Registry } from './registry.ts';

const DEFAULT_RESULTS = 1000;

const toTags = (tags: Readonly<Record<string, string>> = {}) =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

/** As one literal of a filter. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const createRegistry = (services: Services, call: CallContext): Registry => {
  /** Another client may make it first: then it is there, which is all that is wanted. */
  const ensureModel = async (name: string): Promise<void> => {
    try {
      await services['registeredModels.create']({ name, description: null, tags: [] }, call);
    } catch (error) {
      if (!MillraceError.is(error) || error.code !== 'RESOURCE_ALREADY_EXISTS') throw error;
    }
  };

  const searchVersions: Registry['searchVersions'] = ({
    filter,
    orderBy = [],
    maxResults = DEFAULT_RESULTS,
  } = {}) =>
    collectPages(maxResults, async (page) => {
      const { versions, nextPageToken } = await services['modelVersions.search'](
        { orderBy, filter, ...page },
        call,
      );
      return { items: versions, nextPageToken };
    });

  return {
    register: async (name, source, { tags, runLink = '', description = '', ...lineage } = {}) => {
      await ensureModel(name);
      const input = { name, source, runLink, description, tags: toTags(tags), ...lineage };
      return services['modelVersions.create'](input, call);
    },
    get: (name) => services['registeredModels.get']({ name }, call),
    search: ({ filter, orderBy = [], maxResults = DEFAULT_RESULTS } = {}) =>
      collectPages(maxResults, async (page) => {
        const { models, nextPageToken } = await services['registeredModels.search'](
          { orderBy, filter, ...page },
          call,
        );
        return { items: models, nextPageToken };
      }),
    rename: (name, newName) => services['registeredModels.rename']({ name, newName }, call),
    describe: (name, description) => services['registeredModels.update']({ name, description }, call),
    setTag: async (name, key, value) => {
      await services['registeredModels.setTag']({ name, key, value }, call);
    },
    delete: async (name) => {
      await services['registeredModels.delete']({ name }, call);
    },
    versions: (name) =>
      searchVersions({
        filter: `name = ${quoted(name)}`,
        orderBy: ['version_number DESC'],
        maxResults: Number.POSITIVE_INFINITY,
      }),
    getVersion: (name, version) => services['modelVersions.get']({ name, version }, call),
    searchVersions,
    describeVersion: (name, version, description) =>
      services['modelVersions.update']({ name, version, description }, call),
    setVersionTag: async (name, version, { key, value }) => {
      await services['modelVersions.setTag']({ name, version, key, value }, call);
    },
    deleteVersion: async (name, version) => {
      await services['modelVersions.delete']({ name, version }, call);
    },
    transition: (name, version, { stage, archiveExistingVersions = false }) =>
      services['modelVersions.transitionStage']({ name, version, stage, archiveExistingVersions }, call),
    copyVersion: (name, version, to) => services['modelVersions.copy']({ name, version, to }, call),
    setAlias: async (name, alias, version) => {
      await services['registeredModels.setAlias']({ name, alias, version }, call);
    },
    deleteAlias: async (name, alias) => {
      await services['registeredModels.deleteAlias']({ name, alias }, call);
    },
    getByAlias: (name, alias) => services['registeredModels.getByAlias']({ name, alias }, call),
    audit: (name, maxResults = 100) =>
      collectPages(maxResults, async (page) => {
        const { entries, nextPageToken } = await services['registry.audit']({ name, ...page }, call);
        return { items: entries, nextPageToken };
      }),
  };
};
