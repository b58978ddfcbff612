import { createSyncContext } from './async-context.ts';
import type { Platform } from './platform.ts';

let leaving = false;

/** What a page offers; also a worker, which has no document and never leaves on its own. */
export const browserPlatform: Platform = {
  env: () => undefined,
  defaultTrackingUri: () => {
    const meta =
      typeof document === 'undefined' ? null : document.querySelector('meta[name="mlflow-tracking-uri"]');
    return meta?.getAttribute('content') ?? globalThis.location.origin;
  },
  runContexts: [
    {
      id: 'page',
      tags: () => ({
        'mlflow.source.name': location.origin + location.pathname,
        'mlflow.source.type': 'LOCAL',
      }),
    },
  ],
  createContext: createSyncContext,
  onExit: (handlers) => {
    const onLeave = (event: PageTransitionEvent): void => {
      leaving = true;
      // A page kept for going back may go on; one that is gone takes its runs with it.
      handlers.sendAll(event.persisted ? undefined : 'KILLED');
    };
    const onReturn = (): void => {
      leaving = false;
    };
    globalThis.addEventListener?.('pagehide', onLeave);
    globalThis.addEventListener?.('pageshow', onReturn);
    return () => {
      globalThis.removeEventListener?.('pagehide', onLeave);
      globalThis.removeEventListener?.('pageshow', onReturn);
    };
  },
  report: ({ error }) => globalThis.reportError(error),
  streamsUploads: false,
  EventSource: typeof EventSource === 'undefined' ? undefined : EventSource,
  isLeaving: () => leaving,
};
