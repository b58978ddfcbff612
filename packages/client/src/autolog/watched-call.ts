import { MillraceError, type RunSink, type TrainingCall, type TrainingPatch } from '@millrace/spec';
import type { ActiveRun } from '../runs/active-run.ts';
import type { AutologHost, AutologOptions, TrainingSession } from './autolog-installer.ts';
import type { Method } from './patch-method.ts';
import { createRunSink } from './run-sink.ts';

export interface WatcherOptions {
  readonly host: AutologHost;
  readonly options: AutologOptions;
  /** Of the autologger. */
  readonly id: string;
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Told to whoever listens; thrown on only when strict. */
const createMistakeHandler = ({ host, id }: WatcherOptions) => {
  return (cause: unknown): void => {
    const error = MillraceError.is(cause)
      ? cause
      : new MillraceError('INTERNAL_ERROR', `Autologging '${id}' failed: ${String(cause)}`, { cause });
    host.report(error);
    if (host.strict) throw cause;
  };
};

/** One training call: its run, made or found, and its end. */
const openSession = (watcher: WatcherOptions, onMistake: (cause: unknown) => void) => {
  const { host, options, id } = watcher;
  const session: TrainingSession = { run: host.activeRun(), open: true };
  const found = session.run;
  const made: Promise<ActiveRun | undefined> | undefined =
    found === undefined
      ? host.startRun({ ...options.extraTags, 'mlflow.autologging': id }).then(
          (run) => (session.run = run),
          (cause: unknown) => {
            host.report(
              MillraceError.is(cause)
                ? cause
                : new MillraceError('INTERNAL_ERROR', `No run could be made: ${String(cause)}`, { cause }),
            );
            return undefined;
          },
        )
      : undefined;
  const sink: RunSink = createRunSink(found ?? made ?? Promise.resolve(undefined), {
    logModels: options.logModels !== false,
    onMistake,
  });
  const close = async (status: 'FINISHED' | 'FAILED'): Promise<void> => {
    session.open = false;
    const run = await made;
    if (run === undefined) return;
    try {
      await host.endRun(run, status);
    } catch (cause) {
      onMistake(cause);
    }
  };
  return { session, sink, close };
};

/**
 * The method that stands in for a watched one. It runs the original exactly once, in the same turn unless `before`
 * itself waits, returns what it returns and throws only what it throws.
 */
export const createWatcher =
  (patch: TrainingPatch, watcher: WatcherOptions) =>
  (original: Method): Method => {
    const { host } = watcher;
    const onMistake = createMistakeHandler(watcher);

    return function watched(this: unknown, ...args: unknown[]): unknown {
      if (host.sessions.get()?.open === true) return original.apply(this, args);
      const { session, sink, close } = openSession(watcher, onMistake);
      const call: TrainingCall = { self: this, args };

      const finish = async (result: unknown): Promise<void> => {
        try {
          await patch.after?.(sink, { ...call, result });
        } catch (cause) {
          await close('FINISHED');
          return onMistake(cause);
        }
        await close('FINISHED');
      };

      const runOriginal = (given: readonly unknown[]): unknown => {
        let result: unknown;
        try {
          result = host.sessions.run(session, () => original.apply(this, [...given]));
        } catch (error) {
          void close('FAILED');
          throw error;
        }
        if (!isThenable(result)) {
          // Its caller cannot be made to wait; strict reports as everyone else does here.
          finish(result).catch(() => {});
          return result;
        }
        return Promise.resolve(result).then(
          async (value) => {
            await finish(value);
            return value;
          },
          async (error: unknown) => {
            await close('FAILED');
            throw error;
          },
        );
      };

      const giveUp = (cause: unknown): readonly unknown[] => {
        try {
          onMistake(cause);
        } catch (error) {
          void close('FAILED');
          throw error;
        }
        return args;
      };

      let prepared: unknown;
      try {
        prepared = host.sessions.run(session, () => patch.before?.(sink, call));
      } catch (cause) {
        prepared = giveUp(cause);
      }
      const chosen = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : args);
      if (!isThenable(prepared)) return runOriginal(chosen(prepared));
      return Promise.resolve(prepared)
        .catch(giveUp)
        .then((value) => runOriginal(chosen(value)));
    };
  };
