import { MillraceError } from '@millrace/spec';
import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { type OperationKind, operations } from './index.ts';
import { appRouter } from './router.ts';
import type { Services } from './services.ts';

const ON_TRPC: ReadonlySet<OperationKind> = new Set(['query', 'mutation', 'subscription']);

/** Services of which only one operation answers; any other would be a mistake of the router. */
const only = (id: string, answer: (...args: unknown[]) => unknown): Services =>
  new Proxy({} as Services, {
    get: (_target, name) => {
      if (name !== id) throw new Error(`unexpected call of ${String(name)}`);
      return answer;
    },
  });

const caller = { name: 'ada', grants: 'all' } as const;

describe('appRouter', () => {
  it('has exactly the operations that travel as JSON, each as its own kind', () => {
    const procedures = Object.entries(appRouter._def.procedures).map(
      ([path, procedure]) => [path, (procedure as unknown as { _def: { type: string } })._def.type] as const,
    );
    const expected = Object.entries(operations)
      .filter(([, { kind }]) => ON_TRPC.has(kind))
      .map(([id, { kind }]) => [id, kind] as const);
    expect(Object.fromEntries(procedures)).toEqual(Object.fromEntries(expected));
  });

  it.each(
    Object.entries(operations)
      .filter(([, { kind }]) => kind === 'query' || kind === 'mutation')
      .map(([id]) => id),
  )('calls the service of its own name: %s', async (id) => {
    const reached = new MillraceError('NOT_IMPLEMENTED', 'reached');
    const services = only(id, () => Promise.reject(reached));
    const [area = '', name = ''] = id.split('.');
    const procedures = appRouter.createCaller({ services, caller }) as unknown as Record<
      string,
      Record<string, (input: unknown) => Promise<unknown>>
    >;
    const outcome = procedures[area]?.[name]?.(samples[id]);
    await expect(outcome).rejects.toMatchObject({ code: 'NOT_IMPLEMENTED', cause: reached });
  });

  it('refuses what the table does not take, before any service is called', async () => {
    const procedures = appRouter.createCaller({ services: only('', () => undefined), caller });
    const outcome = procedures.runs.get({ runId: 5 } as never);
    await expect(outcome).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('tells of a defect and keeps its text to itself', async () => {
    const defects: unknown[] = [];
    const defect = new TypeError('secret');
    const procedures = appRouter.createCaller({
      services: only('server.info', () => Promise.reject(defect)),
      caller,
      onDefect: (error) => defects.push(error),
    });
    await expect(procedures.server.info({})).rejects.toBeInstanceOf(TRPCError);
    expect(defects).toHaveLength(1);
  });

  it('resumes a subscription from the last event before any cursor', async () => {
    const inputs: unknown[] = [];
    const services = only('changes.watch', async function* (input: unknown) {
      inputs.push(input);
      yield { cursor: 'c9', changes: [], reset: false };
    });
    const procedures = appRouter.createCaller({ services, caller });
    const events = await procedures.changes.watch({ cursor: 'c1', lastEventId: 'c7' });
    const seen: unknown[] = [];
    for await (const event of events) seen.push(event);
    expect(inputs).toMatchObject([{ cursor: 'c7' }]);
    expect(seen).toHaveLength(1);
  });
});

const run = { runId: 'r' };
const experiment = { experimentId: '1' };
const tag = { key: 'k', value: 'v' };

/** One input each operation takes. */
const model = { modelId: 'm-1' };
const version = { name: 'm', version: 1 };

const samples: Readonly<Record<string, unknown>> = {
  'experiments.create': { name: 'n' },
  'experiments.get': experiment,
  'experiments.getByName': { name: 'n' },
  'experiments.search': { maxResults: 1 },
  'experiments.activity': { experimentIds: ['1'], since: 0, periodMs: 60_000, periods: 1 },
  'experiments.rename': { ...experiment, name: 'n' },
  'experiments.delete': experiment,
  'experiments.restore': experiment,
  'experiments.setTag': { ...experiment, ...tag },
  'experiments.deleteTag': { ...experiment, key: 'k' },
  'runs.create': {},
  'runs.get': run,
  'runs.update': run,
  'runs.delete': run,
  'runs.restore': run,
  'runs.search': { experimentIds: ['1'], maxResults: 1 },
  'runs.count': { experimentIds: ['1'] },
  'runs.logMetric': { ...run, key: 'k', value: Number.NaN, timestamp: 0, step: 0 },
  'runs.logParam': { ...run, ...tag },
  'runs.logBatch': run,
  'runs.setTag': { ...run, ...tag },
  'runs.deleteTag': { ...run, key: 'k' },
  'metrics.history': { ...run, key: 'k' },
  'metrics.sample': { runIds: ['r'], keys: ['k'] },
  'artifacts.list': { target: run },
  'artifacts.delete': { target: run },
  'registeredModels.create': { name: 'm' },
  'registeredModels.rename': { name: 'm', newName: 'n' },
  'registeredModels.update': { name: 'm', description: null },
  'registeredModels.delete': { name: 'm' },
  'registeredModels.get': { name: 'm' },
  'registeredModels.search': { maxResults: 1 },
  'registeredModels.latestVersions': { name: 'm' },
  'registeredModels.setTag': { name: 'm', ...tag },
  'registeredModels.deleteTag': { name: 'm', key: 'k' },
  'registeredModels.setAlias': { ...version, alias: 'a' },
  'registeredModels.deleteAlias': { name: 'm', alias: 'a' },
  'registeredModels.getByAlias': { name: 'm', alias: 'a' },
  'modelVersions.create': { name: 'm', source: 'runs:/r/model' },
  'modelVersions.update': { ...version, description: 'd' },
  'modelVersions.transitionStage': { ...version, stage: 'staging' },
  'modelVersions.delete': version,
  'modelVersions.get': version,
  'modelVersions.search': { maxResults: 1 },
  'modelVersions.downloadUri': version,
  'modelVersions.setTag': { ...version, ...tag },
  'modelVersions.deleteTag': { ...version, key: 'k' },
  'modelVersions.copy': { ...version, to: 'n' },
  'registry.audit': {},
  'server.info': {},

  'loggedModels.create': experiment,
  'loggedModels.get': model,
  'loggedModels.finalize': { ...model, status: 'READY' },
  'loggedModels.delete': model,
  'loggedModels.search': { experimentIds: ['1'] },
  'loggedModels.setTags': { ...model, tags: [tag] },
  'loggedModels.deleteTag': { ...model, key: 'k' },
  'loggedModels.logParams': { ...model, params: [tag] },
  'runs.logInputs': run,
  'runs.logOutputs': { ...run, models: [] },
  'runs.logModel': { ...run, model: '{}' },
  'datasets.search': { experimentIds: ['1'] },
  'metrics.bulkHistory': { runIds: ['r'], key: 'k' },
  'metrics.interval': { runIds: ['r'], key: 'k' },
};
