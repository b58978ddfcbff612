import { AsyncLocalStorage } from 'node:async_hooks';
import type { MillraceError, TrainingPatch } from '@millrace/spec';
import { describe, expect, it } from 'vitest';
import type { AsyncContext } from '../platform/async-context.ts';
import { createSyncContext } from '../platform/async-context.ts';
import type { ActiveRun } from '../runs/active-run.ts';
import { type AutologHost, createAutologInstaller, type TrainingSession } from './autolog-installer.ts';
import { library, Model, Sequential, watching } from './fake-library.ts';

interface FakeRun {
  readonly tags: Readonly<Record<string, string>>;
  readonly params: Record<string, unknown>;
  readonly metrics: { values: Readonly<Record<string, number>>; step: number | undefined }[];
  status: string;
}

const asyncContext = <T>(): AsyncContext<T> => {
  const storage = new AsyncLocalStorage<T>();
  return { get: () => storage.getStore(), run: (value, work) => storage.run(value, work) };
};

const harness = (options: { strict?: boolean; browser?: boolean; startFails?: boolean } = {}) => {
  const runs: FakeRun[] = [];
  const problems: MillraceError[] = [];
  const byRun = new Map<ActiveRun, FakeRun>();
  const sessions: AsyncContext<TrainingSession> =
    options.browser === true ? createSyncContext() : asyncContext();
  let active: ActiveRun | undefined;

  const makeRun = (tags: Readonly<Record<string, string>>): ActiveRun => {
    const fake: FakeRun = { tags, params: {}, metrics: [], status: 'RUNNING' };
    const run = {
      logParams: (values: Record<string, unknown>) => Object.assign(fake.params, values),
      logMetrics: (values: Record<string, number>, at: { step?: number }) =>
        fake.metrics.push({ values, step: at.step }),
      setTags: () => {},
    } as unknown as ActiveRun;
    runs.push(fake);
    byRun.set(run, fake);
    return run;
  };
  const host: AutologHost = {
    strict: options.strict ?? false,
    sessions,
    activeRun: () => active,
    startRun: async (tags) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (options.startFails === true) throw new TypeError('no server');
      return makeRun(tags);
    },
    endRun: async (run, status) => {
      const fake = byRun.get(run);
      if (fake !== undefined) fake.status = status;
    },
    report: (error) => problems.push(error),
  };
  return {
    installer: createAutologInstaller(host),
    runs,
    problems,
    sessions,
    activate: () => {
      active = makeRun({});
      return active;
    },
  };
};

const install = (of: ReturnType<typeof harness>, autolog = watching()): (() => void) =>
  of.installer.install(autolog, library);

describe('createAutologInstaller', () => {
  it('makes one run a call, logs what came before the run existed, and ends it', async () => {
    const of = harness();
    const undo = install(of);
    const seen: number[] = [];
    try {
      await expect(new Model().fit(3, (epoch) => seen.push(epoch))).resolves.toBe('history');
    } finally {
      undo();
    }
    expect(seen).toEqual([0, 1, 2]);
    expect(of.runs).toHaveLength(1);
    expect(of.runs[0]).toMatchObject({
      tags: { 'mlflow.autologging': 'fake' },
      params: { epochs: 3 },
      status: 'FINISHED',
    });
    expect(of.runs[0]?.metrics.map(({ step }) => step)).toEqual([0, 1, 2]);
  });

  it.each([{ browser: false }, { browser: true }])(
    'counts a call inside a watched call once (%o)',
    async (where) => {
      const of = harness(where);
      const undo = install(of);
      const model = new Sequential();
      await model.fit(2).finally(undo);
      expect(of.runs).toHaveLength(1);
      expect(model.inner.fits).toBe(1);
    },
  );

  it('keeps concurrent calls apart', async () => {
    const of = harness();
    const undo = install(of);
    await Promise.all([new Model().fit(2), new Model().fit(4)]).finally(undo);
    expect(new Set(of.runs.map(({ params }) => params['epochs']))).toEqual(new Set([2, 4]));
    expect(new Set(of.runs.map(({ metrics }) => metrics.length))).toEqual(new Set([2, 4]));
  });

  it('logs into the active run and leaves it open', async () => {
    const of = harness();
    of.activate();
    const undo = install(of);
    await new Model().fit(1).finally(undo);
    expect(of.runs).toHaveLength(1);
    expect(of.runs[0]).toMatchObject({ status: 'RUNNING', params: { epochs: 1 } });
  });

  it('throws on what the original throws, the very same, and fails the run', async () => {
    const of = harness({ strict: true });
    const undo = install(of);
    const error = new RangeError('mine');
    const failing = new Model().fit(1, () => {
      throw error;
    });
    await expect(failing).rejects.toBe(error);
    undo();
    expect(of.runs[0]?.status).toBe('FAILED');
  });

  it('restores the very functions, inherited ones by removing its own', () => {
    const before = [Model.prototype.fit, Sequential.prototype.fit];
    const child = Object.create(Model.prototype) as Model;
    const of = harness();
    const undo = of.installer.install(
      { ...watching(), patches: () => [{ on: child, method: 'fit' }, ...watching().patches(library)] },
      library,
    );
    expect(Model.prototype.fit).not.toBe(before[0]);
    undo();
    expect([Model.prototype.fit, Sequential.prototype.fit]).toEqual(before);
    expect(Model.prototype.fit).toBe(before[0]);
    expect(Object.hasOwn(child, 'fit')).toBe(false);
    undo();
    expect(Model.prototype.fit).toBe(before[0]);
  });

  it('leaves alone what someone patched over it', () => {
    const before = Model.prototype.fit;
    const undo = install(harness());
    const theirs = async (): Promise<string> => 'theirs';
    Model.prototype.fit = theirs;
    undo();
    expect(Model.prototype.fit).toBe(theirs);
    Model.prototype.fit = before;
  });

  it('installs once, however often it is asked, and again after an undo', async () => {
    const of = harness();
    const undo = install(of);
    expect(install(of)).toBe(undo);
    await new Model().fit(1);
    expect(of.runs).toHaveLength(1);
    undo();
    await new Model().fit(1);
    expect(of.runs).toHaveLength(1);
    const again = install(of);
    await new Model().fit(1).finally(again);
    expect(of.runs).toHaveLength(2);
  });

  it('does nothing, and says so once, outside the tested versions', () => {
    const before = Model.prototype.fit;
    const of = harness();
    install(of, watching({}, '>=2'));
    install(of, watching({}, '>=2'));
    expect(Model.prototype.fit).toBe(before);
    expect(of.problems.map(({ reason }) => reason)).toEqual(['client/untested-version']);
  });

  const mistakes: Record<string, Partial<TrainingPatch>> = {
    before: {
      before: () => {
        throw new TypeError('mistake');
      },
    },
    'an async before': { before: () => Promise.reject(new TypeError('mistake')) },
    after: { after: () => Promise.reject(new TypeError('mistake')) },
    'a callback': {
      before: (run, { args }) => [
        args[0],
        run.guard(() => {
          throw new TypeError('mistake');
        }),
      ],
    },
  };
  it.each(Object.entries(mistakes))(
    'keeps a mistake in %s from training, unless strict',
    async (_, patch) => {
      const lenient = harness();
      const undo = install(lenient, watching(patch));
      await expect(new Model().fit(1).finally(undo)).resolves.toBe('history');
      expect(lenient.problems.length).toBeGreaterThan(0);

      const strict = harness({ strict: true });
      const undoStrict = install(strict, watching(patch));
      await expect((async () => new Model().fit(1))().finally(undoStrict)).rejects.toThrow('mistake');
    },
  );

  it('trains on when no run can be made', async () => {
    const of = harness({ startFails: true });
    const undo = install(of);
    await expect(new Model().fit(2).finally(undo)).resolves.toBe('history');
    expect(of.problems).toHaveLength(1);
  });

  it('keeps a synchronous method synchronous', async () => {
    const of = harness();
    const undo = install(of, {
      ...watching(),
      patches: () => [
        {
          on: Sequential.prototype,
          method: 'train',
          before: (run) => run.params({ kind: 'sync' }),
          after: (run, { result }) => run.metrics({ doubled: Number(result) }, 0),
        },
      ],
    });
    const model = new Sequential();
    expect(model.train(21)).toBe(42);
    expect(() => model.train(-1)).toThrow(RangeError);
    undo();
    await expect.poll(() => of.runs.map(({ status }) => status)).toEqual(['FINISHED', 'FAILED']);
    expect(of.runs[0]).toMatchObject({ params: { kind: 'sync' }, metrics: [{ values: { doubled: 42 } }] });
  });
});
