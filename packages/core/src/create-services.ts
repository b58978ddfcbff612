import type { CallContext, Input, OperationIdOf, Output, Services } from '@millrace/protocol';
import type { Awaitable, ReadUnit, WriteUnit } from '@millrace/spec';
import { createArtifactServices } from './artifacts.ts';
import { watchChanges } from './changes.ts';
import * as experiments from './experiments.ts';
import { answerOnce, toRepeatable } from './idempotency.ts';
import * as lineage from './lineage.ts';
import { searchLoggedModels } from './logged-model-search.ts';
import * as loggedModels from './logged-models.ts';
import * as metrics from './metrics.ts';
import { logModel } from './model-history.ts';
import { requirePermission } from './permissions.ts';
import { createRegistryServices } from './registry/create-registry-services.ts';
import * as runs from './run-lifecycle.ts';
import * as logging from './run-logging.ts';
import * as search from './run-search.ts';
import { describeServer } from './server-info.ts';
import type { ServicePorts, Surroundings } from './service-ports.ts';

type Call<Id extends OperationIdOf<'query' | 'mutation'>> = (
  input: Input<Id>,
  context: CallContext,
) => Promise<Output<Id>>;

type Handler<Unit, Id extends OperationIdOf<'query' | 'mutation'>> = (
  unit: Unit,
  input: Input<Id>,
  surroundings: Surroundings,
) => Awaitable<Output<Id>>;

/** Runs without end unless the caller says when to stop. */
const NEVER = new AbortController().signal;

/**
 * The services over a store. Every operation checks its permission; a query is one read unit, a mutation one write
 * unit: all or nothing, and at most once for one idempotency key.
 */
export const createServices = (ports: ServicePorts): Services => {
  const { store } = ports;
  const surroundings: Surroundings = {
    info: ports.info,
    allowedArtifactRoots: ports.allowedArtifactRoots ?? [],
    storeDescription: store.describe(),
    now: ports.now ?? Date.now,
  };

  const query =
    <Id extends OperationIdOf<'query'>>(id: Id, handler: Handler<ReadUnit, Id>): Call<Id> =>
    async (input, { caller }) => {
      requirePermission(id, caller);
      return store.read((unit) => handler(unit, input, surroundings));
    };

  /** One whose answer may take long to read. */
  const longQuery =
    <Id extends OperationIdOf<'query'>>(id: Id, handler: Handler<ReadUnit, Id>): Call<Id> =>
    async (input, { caller }) => {
      requirePermission(id, caller);
      return store.readAside((unit) => handler(unit, input, surroundings));
    };

  const mutation =
    <Id extends OperationIdOf<'mutation'>>(id: Id, handler: Handler<WriteUnit, Id>): Call<Id> =>
    async (input, { caller }) => {
      requirePermission(id, caller);
      const request = await toRepeatable(id, input, caller);
      return store.write((unit) =>
        request === undefined
          ? handler(unit, input, surroundings)
          : answerOnce(unit, request, () => handler(unit, input, surroundings)),
      );
    };

  return {
    'experiments.create': mutation('experiments.create', experiments.createExperiment),
    'experiments.get': query('experiments.get', experiments.getExperiment),
    'experiments.getByName': query('experiments.getByName', experiments.getExperimentByName),
    'experiments.search': query('experiments.search', experiments.searchExperiments),
    'experiments.activity': query('experiments.activity', experiments.readActivity),
    'experiments.rename': mutation('experiments.rename', experiments.renameExperiment),
    'experiments.delete': mutation('experiments.delete', experiments.deleteExperiment),
    'experiments.restore': mutation('experiments.restore', experiments.restoreExperiment),
    'experiments.setTag': mutation('experiments.setTag', experiments.setExperimentTag),
    'experiments.deleteTag': mutation('experiments.deleteTag', experiments.deleteExperimentTag),
    'runs.create': mutation('runs.create', runs.createRun),
    'runs.get': query('runs.get', runs.getRun),
    'runs.update': mutation('runs.update', runs.updateRun),
    'runs.delete': mutation('runs.delete', runs.deleteRun),
    'runs.restore': mutation('runs.restore', runs.restoreRun),
    'runs.search': query('runs.search', search.searchRuns),
    'runs.count': query('runs.count', search.countRuns),
    'runs.logMetric': mutation('runs.logMetric', logging.logMetric),
    'runs.logParam': mutation('runs.logParam', logging.logParam),
    'runs.logBatch': mutation('runs.logBatch', logging.logBatch),
    'runs.setTag': mutation('runs.setTag', logging.setRunTag),
    'runs.deleteTag': mutation('runs.deleteTag', logging.deleteRunTag),
    'metrics.history': longQuery('metrics.history', metrics.readHistory),
    'metrics.sample': longQuery('metrics.sample', metrics.sampleMetrics),
    ...createArtifactServices(ports),

    'loggedModels.create': mutation('loggedModels.create', loggedModels.createLoggedModel),
    'loggedModels.get': query('loggedModels.get', loggedModels.getLoggedModel),
    'loggedModels.finalize': mutation('loggedModels.finalize', loggedModels.finalizeLoggedModel),
    'loggedModels.delete': mutation('loggedModels.delete', loggedModels.deleteLoggedModel),
    'loggedModels.search': query('loggedModels.search', searchLoggedModels),
    'loggedModels.setTags': mutation('loggedModels.setTags', loggedModels.setLoggedModelTags),
    'loggedModels.deleteTag': mutation('loggedModels.deleteTag', loggedModels.deleteLoggedModelTag),
    'loggedModels.logParams': mutation('loggedModels.logParams', loggedModels.logLoggedModelParams),
    'runs.logInputs': mutation('runs.logInputs', lineage.logInputs),
    'runs.logOutputs': mutation('runs.logOutputs', lineage.logOutputs),
    'runs.logModel': mutation('runs.logModel', logModel),
    'datasets.search': query('datasets.search', lineage.searchDatasets),
    'metrics.bulkHistory': longQuery('metrics.bulkHistory', metrics.readBulkHistory),
    'metrics.interval': longQuery('metrics.interval', metrics.readInterval),

    ...createRegistryServices({ query, mutation }),

    'server.info': query('server.info', describeServer),
    'changes.watch': (input, { caller, signal }) => {
      requirePermission('changes.watch', caller);
      return watchChanges(store.changes, input, signal ?? NEVER);
    },
  };
};
