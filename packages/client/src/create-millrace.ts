import type { Metric, Run } from '@millrace/spec';
import { MillraceError, type RunContextProvider } from '@millrace/spec';
import { createAutologInstaller, type TrainingSession } from './autolog/autolog-installer.ts';
import { createExperiments } from './experiments.ts';
import type { InitOptions, Problem } from './init-options.ts';
import { createQueueBudget } from './logging/queue-budget.ts';
import type { Millrace, SearchRunsOptions } from './millrace.ts';
import { collectPlugins } from './collect-plugins.ts';
import { createRegistry } from './registry/create-registry.ts';
import type { Platform } from './platform/platform.ts';
import type { ActiveRun, RunOptions } from './runs/active-run.ts';
import type { ClientContext } from './runs/client-context.ts';
import { createOpenRuns } from './runs/open-runs.ts';
import { createRunStarter } from './runs/run-starter.ts';
import { TrackedRun } from './runs/tracked-run.ts';
import { collectPages } from './transport/collect-pages.ts';
import type { Connection } from './transport/connection.ts';
import { createLazyServices } from './transport/lazy-services.ts';
import { openConnection } from './transport/open-connection.ts';
import { readRequestSettings } from './transport/request-settings.ts';
import { createRetryingServices } from './transport/retrying-services.ts';

const DEFAULT_QUEUE = { maxEntries: 1_000_000, maxBytes: 64 * 1024 * 1024, maxAgeMs: 250 };

/** Nothing the caller hands us for reporting may itself break training. */
const createReporter = (options: InitOptions, platform: Platform) => {
  return (problem: Problem): void => {
    try {
      (options.onProblem ?? platform.report)(problem);
    } catch (cause) {
      platform.report({
        error: new MillraceError('INTERNAL_ERROR', `onProblem threw: ${String(cause)}`, { cause }),
      });
    }
  };
};

const toRunOptions = (options: string | RunOptions): RunOptions =>
  typeof options === 'string' ? { name: options } : options;

/** A client on this platform. */
export const createMillrace = (options: InitOptions, platform: Platform): Millrace => {
  const env = (name: string): string | undefined => platform.env(name);
  const settings = readRequestSettings(env);
  const trackingUri = options.trackingUri ?? env('MLFLOW_TRACKING_URI') ?? platform.defaultTrackingUri();
  const plugins = collectPlugins(options.plugins);
  const contexts: RunContextProvider[] = [
    ...platform.runContexts,
    ...plugins.flatMap((plugin) => plugin.runContexts ?? []),
  ];
  const autologs = plugins.flatMap((plugin) => plugin.autologs ?? []);
  const report = createReporter(options, platform);
  const strict = options.strict ?? false;

  let connection: Promise<Connection> | undefined;
  const connect = (): Promise<Connection> => {
    connection ??= openConnection({ trackingUri, settings, fetch: options.fetch, platform }).catch(
      (error: unknown) => {
        connection = undefined;
        throw error;
      },
    );
    return connection;
  };
  const services = createLazyServices(connect);
  const patientServices = createRetryingServices(services, settings.retry);
  const call = { caller: { name: '', grants: 'all' as const } };

  const openRuns = createOpenRuns(platform);
  const current = platform.createContext<ActiveRun>();
  const sessions = platform.createContext<TrainingSession>();

  const activeRun = (): ActiveRun | undefined => {
    const session = sessions.get();
    return (session?.open === true ? session.run : undefined) ?? current.get() ?? openRuns.newest();
  };

  const open = async (given: RunOptions, shared: boolean): Promise<ActiveRun> => {
    const parent = given.nested === true ? activeRun() : undefined;
    const run = await starter.start({
      ...given,
      parentRunId: given.parentRunId ?? parent?.runId,
      experimentId: given.experimentId ?? parent?.experimentId,
    });
    const tracked = new TrackedRun(run, context);
    openRuns.add(tracked, { shared });
    return tracked;
  };
  const startRun = (given: string | RunOptions = {}): Promise<ActiveRun> => open(toRunOptions(given), true);

  const queue = options.queue ?? {};
  const context: ClientContext = {
    platform,
    services,
    patientServices,
    call,
    flavors: plugins.flatMap((plugin) => plugin.flavors ?? []),
    strict,
    budget: createQueueBudget(
      queue.maxEntries ?? DEFAULT_QUEUE.maxEntries,
      queue.maxBytes ?? DEFAULT_QUEUE.maxBytes,
    ),
    retry: settings.retry,
    maxAgeMs: queue.maxAgeMs ?? DEFAULT_QUEUE.maxAgeMs,
    report,
    startRun,
    onEnded: (run) => openRuns.remove(run),
  };
  const starter = createRunStarter(context, options.experiment, contexts);

  const withRun = async <T>(
    given: string | RunOptions,
    work: (run: ActiveRun) => Promise<T> | T,
  ): Promise<T> => {
    const run = await startRun(given);
    let result: T;
    try {
      result = await current.run(run, () => work(run));
    } catch (error) {
      // The work's own error is what its caller must see, whatever ending the run says.
      await run.end('FAILED').catch(() => undefined);
      throw error;
    }
    await run.end('FINISHED');
    return result;
  };

  const installer = createAutologInstaller({
    strict,
    sessions,
    activeRun: () => current.get() ?? openRuns.newest(),
    startRun: (tags) => open({ tags }, false),
    endRun: (run, status) => run.end(status),
    report: (error) => report({ error }),
  });

  const flush = async (): Promise<void> => {
    await Promise.all(openRuns.all().map((run) => run.flush()));
  };

  const close = async (): Promise<void> => {
    try {
      await Promise.all(openRuns.all().map((run) => run.end()));
    } finally {
      const opened = connection;
      connection = undefined;
      await (await opened)?.close();
    }
  };

  const searchRuns = async (given: SearchRunsOptions = {}): Promise<Run[]> => {
    const experimentIds = given.experimentIds ?? [await starter.experimentId()];
    const { filter, orderBy = [], viewType = 'ACTIVE_ONLY' } = given;
    return collectPages(given.maxResults ?? 1000, async (page) => {
      const input = { experimentIds, orderBy, viewType, ...(filter !== undefined && { filter }), ...page };
      const { runs, nextPageToken } = await patientServices['runs.search'](input, call);
      return { items: runs, nextPageToken };
    });
  };

  const getMetricHistory = (runId: string, key: string): Promise<Metric[]> =>
    collectPages(Number.POSITIVE_INFINITY, async (page) => {
      const { metrics, nextPageToken } = await patientServices['metrics.history'](
        { runId, key, ...page },
        call,
      );
      return { items: metrics, nextPageToken };
    });

  return {
    trackingUri,
    experiments: createExperiments(patientServices, call),
    registry: createRegistry(patientServices, call),
    startRun,
    withRun,
    activeRun,
    endRun: async (status) => activeRun()?.end(status),
    getRun: (runId) => patientServices['runs.get']({ runId }, call),
    searchRuns,
    getMetricHistory,
    autolog: (library, autologOptions) => {
      const autolog = autologs.find((candidate) => candidate.accepts(library));
      if (autolog !== undefined) return installer.install(autolog, library, autologOptions);
      const known = autologs.map(({ id }) => id).join(', ') || 'none';
      throw new MillraceError(
        'INVALID_PARAMETER_VALUE',
        `No plugin autologs this library (autologgers at hand: ${known}): add its plugin to init({ plugins })`,
        { reason: 'client/no-autologger' },
      );
    },
    flush,
    close,
    [Symbol.asyncDispose]: close,
  };
};
