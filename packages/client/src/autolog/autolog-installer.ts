import { type AutologV1, MillraceError } from '@millrace/spec';
import type { AsyncContext } from '../platform/async-context.ts';
import type { ActiveRun, EndStatus } from '../runs/active-run.ts';
import { patchMethod } from './patch-method.ts';
import { isInRange } from './version-range.ts';
import { createWatcher } from './watched-call.ts';

export interface AutologOptions {
  /** Log the trained model. Default true. */
  readonly logModels?: boolean | undefined;
  /** Tags of the runs it makes. */
  readonly extraTags?: Readonly<Record<string, string>> | undefined;
}

/** A training call being watched. `run` is there once its run is. */
export interface TrainingSession {
  run: ActiveRun | undefined;
  open: boolean;
}

/** What the installer needs of a client. */
export interface AutologHost {
  readonly strict: boolean;
  /** Whose training call we are in. */
  readonly sessions: AsyncContext<TrainingSession>;
  /** The run a user opened around the call. */
  activeRun(): ActiveRun | undefined;
  /** Makes a run that only its session writes to. */
  startRun(tags: Readonly<Record<string, string>>): Promise<ActiveRun>;
  endRun(run: ActiveRun, status: EndStatus): Promise<void>;
  report(error: MillraceError): void;
}

/** Watches libraries as autologgers declare. Installing one twice is installing it once. */
export interface AutologInstaller {
  /** Returns what undoes it. Out of the range of versions it was tested against, it reports so once and does nothing. */
  install<Library>(autolog: AutologV1<Library>, library: Library, options?: AutologOptions): () => void;
}

const isTested = <Library>(autolog: AutologV1<Library>, library: Library): string | undefined => {
  const { versions, package: name } = autolog.target;
  const version = autolog.version(library);
  if (version !== undefined && isInRange(version, versions)) return undefined;
  const found = version === undefined ? `a ${name} that tells no version` : `${name} ${version}`;
  return `Autologging '${autolog.id}' was tested with ${name} ${versions}, this is ${found}: nothing is watched. Use a tested version, or a newer plugin`;
};

export const createAutologInstaller = (host: AutologHost): AutologInstaller => {
  const installed = new Map<string, WeakMap<object, () => void>>();
  const warned = new Set<string>();
  const nothing = (): void => {};

  const warnOnce = (message: string): void => {
    if (warned.has(message)) return;
    warned.add(message);
    host.report(new MillraceError('INVALID_STATE', message, { reason: 'client/untested-version' }));
  };

  return {
    install: (autolog, library, options = {}) => {
      const libraries = installed.get(autolog.id) ?? new WeakMap<object, () => void>();
      installed.set(autolog.id, libraries);
      const key: unknown = library;
      if ((typeof key !== 'object' || key === null) && typeof key !== 'function') return nothing;
      const known = libraries.get(key);
      if (known !== undefined) return known;
      const untested = isTested(autolog, library);
      if (untested !== undefined) {
        warnOnce(untested);
        return nothing;
      }
      const undos: (() => void)[] = [];
      const undo = (): void => {
        if (libraries.get(key) === undo) libraries.delete(key);
        for (const restore of undos.splice(0).toReversed()) restore();
      };
      try {
        for (const patch of autolog.patches(library)) {
          undos.push(
            patchMethod(patch.on, patch.method, createWatcher(patch, { host, options, id: autolog.id })),
          );
        }
      } catch (cause) {
        undo();
        const error = MillraceError.is(cause)
          ? cause
          : new MillraceError('INTERNAL_ERROR', `Autologging '${autolog.id}' failed: ${String(cause)}`, {
              cause,
            });
        host.report(error);
        if (host.strict) throw error;
        return nothing;
      }
      libraries.set(key, undo);
      return undo;
    },
  };
};
