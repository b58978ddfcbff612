import { AsyncLocalStorage } from 'node:async_hooks';
import type { ActiveRun } from '@millrace/client';
import type { RunSink } from '@millrace/spec';
import type { AutologHost, HostRun, InstallAutolog } from '@millrace/testkit';
import {
  type AutologInstaller,
  createAutologInstaller,
  type TrainingSession,
} from '../../../packages/client/src/autolog/autolog-installer.ts';

/** The part of a run that the installer writes to, passed on to the kit's. */
const toActiveRun = (sink: RunSink): ActiveRun => {
  const run: Pick<ActiveRun, 'logParams' | 'logMetrics' | 'setTags' | 'logText' | 'logModel'> = {
    logParams: (values) =>
      sink.params(
        Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value?.toString() ?? ''])),
      ),
    logMetrics: (values, options) => sink.metrics(values, options?.step ?? 0),
    setTags: (values) =>
      sink.tags(Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]))),
    logText: (text, path) => Promise.resolve(sink.text(path, text)),
    logModel: async (model, options) => sink.model(model, options),
  };
  return run as ActiveRun;
};

const createInstaller = (host: AutologHost): AutologInstaller => {
  const sessions = new AsyncLocalStorage<TrainingSession>();
  const runs = new Map<ActiveRun, HostRun>();
  return createAutologInstaller({
    strict: false,
    sessions: { get: () => sessions.getStore(), run: (session, work) => sessions.run(session, work) },
    activeRun: () => undefined,
    startRun: async () => {
      const hosted = host.startRun();
      const run = toActiveRun(hosted.sink);
      runs.set(run, hosted);
      return run;
    },
    endRun: async (run, status) => runs.get(run)?.end(status === 'FINISHED' ? 'FINISHED' : 'FAILED'),
    report: host.report,
  });
};

const installers = new WeakMap<AutologHost, AutologInstaller>();

/** The client's own installer, on the kit's runs. */
export const installWithClient: InstallAutolog = (autolog, library, host) => {
  const installer = installers.get(host) ?? createInstaller(host);
  installers.set(host, installer);
  return installer.install(autolog, library);
};
