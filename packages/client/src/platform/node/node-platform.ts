import { AsyncLocalStorage } from 'node:async_hooks';
import { EventSource } from 'eventsource';
import type { AsyncContext } from '../async-context.ts';
import type { Platform } from '../platform.ts';
import { watchProcess } from './exit-hooks.ts';
import { gitContext } from './git-context.ts';
import { openLocalConnection } from './local-connection.ts';
import { listFolder, openFile } from './local-files.ts';
import { processContext } from './process-context.ts';

const createContext = <T>(): AsyncContext<T> => {
  const storage = new AsyncLocalStorage<T>();
  return { get: () => storage.getStore(), run: (value, work) => storage.run(value, work) };
};

export const nodePlatform: Platform = {
  env: (name) => process.env[name],
  defaultTrackingUri: () => './mlruns',
  runContexts: [processContext, gitContext],
  createContext,
  onExit: watchProcess,
  report: ({ error, runId }) => {
    const where = runId === undefined ? '' : ` (run ${runId})`;
    process.emitWarning(`${error.message}${where}`, { type: 'MillraceWarning', code: error.code });
  },
  openLocal: openLocalConnection,
  openFile,
  listFolder,
  streamsUploads: true,
  EventSource,
  isLeaving: () => false,
};
