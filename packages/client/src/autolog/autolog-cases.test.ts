import { AsyncLocalStorage } from 'node:async_hooks';
import { MillraceError } from '@millrace/spec';
import { autologCases, type InstallAutolog } from '@millrace/testkit';
import { describe, it } from 'vitest';
import type { ActiveRun } from '../runs/active-run.ts';
import { createAutologInstaller, type TrainingSession } from './autolog-installer.ts';
import { library, Model, Sequential, watching } from './fake-library.ts';

type KitHost = Parameters<InstallAutolog>[2];

/** Our installer, kept per host so that a second install meets the first. */
const installers = new WeakMap<KitHost, ReturnType<typeof createAutologInstaller>>();

const installerOf = (host: KitHost): ReturnType<typeof createAutologInstaller> => {
  const known = installers.get(host);
  if (known !== undefined) return known;
  const storage = new AsyncLocalStorage<TrainingSession>();
  const ends = new WeakMap<ActiveRun, (status: 'FINISHED' | 'FAILED') => void>();
  const installer = createAutologInstaller({
    strict: false,
    sessions: { get: () => storage.getStore(), run: (value, work) => storage.run(value, work) },
    activeRun: () => undefined,
    startRun: async () => {
      const { sink, end } = host.startRun();
      const run = {
        logParams: sink.params,
        logMetrics: (values: Record<string, number>, { step }: { step: number }) =>
          sink.metrics(values, step),
        setTags: sink.tags,
        logText: async (text: string, path: string) => sink.text(path, text),
        logModel: sink.model,
      } as unknown as ActiveRun;
      ends.set(run, end);
      return run;
    },
    endRun: async (run, status) => {
      if (status === 'KILLED') throw new MillraceError('INVALID_STATE', 'No training call is killed');
      ends.get(run)?.(status);
    },
    report: host.report,
  });
  installers.set(host, installer);
  return installer;
};

describe('the promises of autologging, kept by this installer', () => {
  const cases = autologCases(
    {
      autolog: watching(),
      library,
      outOfRange: { ...library, version: '2.0.0' },
      foreignValues: [new Map(), { Model: 'no' }],
      train: () => new Model().fit(2),
      fail: () =>
        new Model().fit(1, () => {
          throw new RangeError('mine');
        }),
      trainNested: () => new Sequential().fit(2),
      expected: { params: ['epochs'], metrics: ['loss'] },
    },
    (autolog, watched, host) => installerOf(host).install(autolog, watched),
  );
  for (const { name, skip, run } of cases) it.skipIf(skip !== undefined)(name, run);
});
