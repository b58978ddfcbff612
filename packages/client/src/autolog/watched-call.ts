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

const toMistake = (cause: unknown, id: string): MillraceError =>
  MillraceError.is(cause)
    ? cause
    : new MillraceError('INTERNAL_ERROR', `Autologging '${id}' failed: ${String(cause)}`, { cause });

/** Told to whoever listens; thrown on only when strict. */
const createMistakeHandler = ({ host, id }: WatcherOptions) => {
  return (cause: unknown): void => {
    host.report(toMistake(cause, id));
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
            host.report(toMistake(cause, id));
            return undefined;
          },
        )
      : undefined;
  const sink: RunSink = createRunSink(found ?? made ?? Promise.resolve(undefined), {
    logModels: options.logModels !== false,
    onMistake,
    onLateMistake: (cause) => host.report(toMistake(cause, id)),
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

/** Hands a mistake on; when it must be thrown, the session fails with it. */
const fallBack = <T>(
  cause: unknown,
  instead: T,
  watched: { onMistake(cause: unknown): void; abandon(): void },
): T => {
  try {
    watched.onMistake(cause);
  } catch (error) {
    watched.abandon();
    throw error;
  }
  return instead;
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
      const inSession = <T>(work: () => T): T => host.sessions.run(session, work);
      const closeLater = (status: 'FINISHED' | 'FAILED'): void => {
        // Nobody waits here, and what went wrong has been told.
        close(status).catch(() => undefined);
      };
      const handling = { onMistake, abandon: () => closeLater('FAILED') };

      const afterAsync = async (result: unknown): Promise<unknown> => {
        try {
          await inSession(() => patch.after?.(sink, { ...call, result }));
        } catch (cause) {
          fallBack(cause, undefined, handling);
        }
        await close('FINISHED');
        return result;
      };

      const finishBehind = async (rest: unknown): Promise<void> => {
        try {
          await rest;
        } catch (cause) {
          host.report(toMistake(cause, watcher.id));
        }
        closeLater('FINISHED');
      };

      /** Its caller cannot be made to wait: what `after` leaves undone goes on behind its back. */
      const afterSync = (result: unknown): unknown => {
        let rest: unknown;
        try {
          rest = inSession(() => patch.after?.(sink, { ...call, result }));
        } catch (cause) {
          fallBack(cause, undefined, handling);
        }
        session.open = false;
        void finishBehind(rest);
        return result;
      };

      const runOriginal = (given: readonly unknown[]): unknown => {
        let result: unknown;
        try {
          result = inSession(() => original.apply(this, [...given]));
        } catch (error) {
          closeLater('FAILED');
          throw error;
        }
        if (!isThenable(result)) return afterSync(result);
        return Promise.resolve(result).then(afterAsync, async (error: unknown) => {
          await close('FAILED').catch(() => undefined);
          throw error;
        });
      };

      const chosen = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : args);
      let prepared: unknown;
      try {
        prepared = inSession(() => patch.before?.(sink, call));
      } catch (cause) {
        prepared = fallBack(cause, args, handling);
      }
      if (!isThenable(prepared)) return runOriginal(chosen(prepared));
      return Promise.resolve(prepared)
        .catch((cause: unknown) => fallBack(cause, args, handling))
        .then((value) => runOriginal(chosen(value)));
    };
  };
