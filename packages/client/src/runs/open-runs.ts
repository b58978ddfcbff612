import type { ExitHandlers, Platform } from '../platform/platform.ts';
import type { ActiveRun } from './active-run.ts';
import type { TrackedRun } from './tracked-run.ts';

/** The runs a client has open, in the order they started. While there is one, the end of the process is watched. */
export interface OpenRuns {
  add(run: TrackedRun, options: { readonly shared: boolean }): void;
  remove(run: ActiveRun): void;
  /** The one started last that anyone may log to. */
  newest(): ActiveRun | undefined;
  all(): TrackedRun[];
}

/** What a browser lets a leaving page send in all. */
const LEAVING_BYTES = 60_000;

export const createOpenRuns = (platform: Platform): OpenRuns => {
  const shared = new Map<TrackedRun, boolean>();
  let stopWatching: (() => void) | undefined;

  const all = (): TrackedRun[] => [...shared.keys()];
  const handlers: ExitHandlers = {
    hasOpenRuns: () => shared.size > 0,
    endAll: async (status) => {
      // Children before parents.
      await Promise.allSettled(
        all()
          .toReversed()
          .map((run) => run.end(status)),
      );
    },
    sendAll: (status) => {
      const leaving = all();
      for (const run of leaving) run.sendNow(LEAVING_BYTES / leaving.length, status);
    },
  };

  return {
    add: (run, options) => {
      shared.set(run, options.shared);
      stopWatching ??= platform.onExit(handlers);
    },
    remove: (run) => {
      for (const known of shared.keys()) if (known === run) shared.delete(known);
      if (shared.size > 0) return;
      stopWatching?.();
      stopWatching = undefined;
    },
    newest: () => all().findLast((run) => shared.get(run) === true),
    all,
  };
};
