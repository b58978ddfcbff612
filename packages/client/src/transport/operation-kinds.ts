import type { CallContext, OperationId, OperationTable, Services } from '@millrace/protocol';

/** How each operation travels: the table without its schemas, which a page should not have to load. */
export const OPERATION_KINDS: { readonly [Id in OperationId]: OperationTable[Id]['kind'] } = {
  'experiments.create': 'mutation',
  'experiments.get': 'query',
  'experiments.getByName': 'query',
  'experiments.search': 'query',
  'experiments.activity': 'query',
  'experiments.rename': 'mutation',
  'experiments.delete': 'mutation',
  'experiments.restore': 'mutation',
  'experiments.setTag': 'mutation',
  'experiments.deleteTag': 'mutation',
  'runs.create': 'mutation',
  'runs.get': 'query',
  'runs.update': 'mutation',
  'runs.delete': 'mutation',
  'runs.restore': 'mutation',
  'runs.search': 'query',
  'runs.count': 'query',
  'runs.logMetric': 'mutation',
  'runs.logParam': 'mutation',
  'runs.logBatch': 'mutation',
  'runs.setTag': 'mutation',
  'runs.deleteTag': 'mutation',
  'metrics.history': 'query',
  'metrics.sample': 'query',
  'artifacts.list': 'query',
  'artifacts.read': 'download',
  'artifacts.write': 'upload',
  'artifacts.delete': 'mutation',
  'registeredModels.create': 'mutation',
  'registeredModels.rename': 'mutation',
  'registeredModels.update': 'mutation',
  'registeredModels.delete': 'mutation',
  'registeredModels.get': 'query',
  'registeredModels.search': 'query',
  'registeredModels.latestVersions': 'query',
  'registeredModels.setTag': 'mutation',
  'registeredModels.deleteTag': 'mutation',
  'registeredModels.setAlias': 'mutation',
  'registeredModels.deleteAlias': 'mutation',
  'registeredModels.getByAlias': 'query',
  'modelVersions.create': 'mutation',
  'modelVersions.update': 'mutation',
  'modelVersions.transitionStage': 'mutation',
  'modelVersions.delete': 'mutation',
  'modelVersions.get': 'query',
  'modelVersions.search': 'query',
  'modelVersions.downloadUri': 'query',
  'modelVersions.setTag': 'mutation',
  'modelVersions.deleteTag': 'mutation',
  'modelVersions.copy': 'mutation',
  'registry.audit': 'query',
  'server.info': 'query',
  'changes.watch': 'subscription',

  'runs.logInputs': 'mutation',
  'runs.logOutputs': 'mutation',
  'runs.logModel': 'mutation',
  'datasets.search': 'query',
  'metrics.bulkHistory': 'query',
  'metrics.interval': 'query',
  'loggedModels.create': 'mutation',
  'loggedModels.get': 'query',
  'loggedModels.finalize': 'mutation',
  'loggedModels.delete': 'mutation',
  'loggedModels.search': 'query',
  'loggedModels.setTags': 'mutation',
  'loggedModels.deleteTag': 'mutation',
  'loggedModels.logParams': 'mutation',
};

/** Any operation, for code that treats them all alike. */
export type Call = (input: unknown, context: CallContext) => unknown;

type Kind = OperationTable[OperationId]['kind'];

/** Services from one rule for all operations. The rule answers for the types it makes. */
export const createEach = (rule: (id: OperationId, kind: Kind) => Call): Services =>
  Object.fromEntries(
    Object.entries(OPERATION_KINDS).map(([id, kind]) => [id, rule(id as OperationId, kind)]),
  ) as Services;

/** One operation of services, whatever it is. */
export const callOf = (services: Services, id: OperationId): Call => services[id] as Call;
