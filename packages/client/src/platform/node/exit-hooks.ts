import type { ExitHandlers } from '../platform.ts';

type Signal = 'SIGINT' | 'SIGTERM';

/** Longest wait for the last requests once the process has to go. */
const GRACE_MS = 10_000;

const ended = (work: Promise<void>): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, GRACE_MS);
  });
  return Promise.race([work, grace]).finally(() => clearTimeout(timer));
};

/**
 * Ends runs when the process does, and lets it end as it would have: a signal kills, an exception prints and exits
 * with 1. Where the program listens itself, its listeners decide what becomes of the process.
 */
export const watchProcess = (handlers: ExitHandlers): (() => void) => {
  let leaving = false;

  const onSignal = (signal: Signal): void => {
    const isAlone = process.listenerCount(signal) === 1;
    if (leaving) {
      // The second Ctrl-C of someone who will not wait.
      stop();
      if (isAlone) process.kill(process.pid, signal);
      return;
    }
    leaving = true;
    void ended(handlers.endAll('KILLED')).finally(() => {
      leaving = false;
      stop();
      if (isAlone) process.kill(process.pid, signal);
    });
  };

  const onException = (error: unknown): void => {
    // Another listener keeps the process alive: its runs go on.
    if (leaving || process.listenerCount('uncaughtException') > 1) return;
    leaving = true;
    void ended(handlers.endAll('FAILED')).finally(() => {
      stop();
      setImmediate(() => {
        throw error;
      });
    });
  };

  /** The loop ran dry with runs open: a script that never ended them. */
  const onBeforeExit = (): void => {
    if (leaving || !handlers.hasOpenRuns()) return;
    leaving = true;
    const isFailed = process.exitCode !== undefined && process.exitCode !== 0;
    void handlers.endAll(isFailed ? 'FAILED' : 'FINISHED').finally(() => {
      leaving = false;
    });
  };

  const stop = (): void => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    process.off('uncaughtException', onException);
    process.off('beforeExit', onBeforeExit);
  };

  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('uncaughtException', onException);
  process.on('beforeExit', onBeforeExit);
  return () => {
    // While leaving, the last run ends and stops the watch; the handlers above still have their say.
    if (!leaving) stop();
  };
};
