import { flushCompileCache } from 'node:module';
import { MillraceError } from '@millrace/spec';
import { createServer, type MillraceServer } from '@millrace/server';
import { listen } from '@millrace/server/node';
import { note, printText } from '../output/print.ts';
import { boundYoungGeneration } from './bound-young-generation.ts';
import { findUi } from './find-ui.ts';
import type { ServerFlags } from './server-flags.ts';
import { untilStopped } from './until-stopped.ts';

type Listening = Awaited<ReturnType<typeof listen>>;

const isPortProblem = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if ('code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) return true;
  return isPortProblem(error.cause);
};

const openPort = async (server: MillraceServer, { host, port }: ServerFlags): Promise<Listening> => {
  try {
    return await listen(server, { host, port });
  } catch (cause) {
    await server.close();
    if (!isPortProblem(cause)) throw cause;
    throw new MillraceError(
      'TEMPORARILY_UNAVAILABLE',
      `Port ${port} of ${host} cannot be had: something else uses it, or it is not allowed.\n` +
        `End that, or choose another: --port ${port < 65_535 ? port + 1 : port - 1}, or --port 0 for any free one`,
      { cause },
    );
  }
};

/** Serves until a signal ends it; then answers what it has begun to answer, and closes the data. */
export const serve = async (flags: ServerFlags): Promise<void> => {
  const { json, ...config } = flags;
  const uiDirectory = findUi();
  const server = await createServer({ ...config, ...(uiDirectory !== undefined && { uiDirectory }) });
  const listening = await openPort(server, flags);
  const { url } = listening;
  const data = flags.backendStoreUri ?? './mlruns';
  const artifacts = flags.artifactsDestination ?? './mlruns';
  printText(
    json
      ? JSON.stringify({ url, data, artifacts })
      : `Millrace serves ${url} (data in ${data}${artifacts === data ? '' : `, artifacts in ${artifacts}`})`,
  );
  if (uiDirectory === undefined) note('millrace: the UI is not built, only the API is served');
  // A server is often killed, and then writes nothing on its way out: the next start would compile again.
  setTimeout(flushCompileCache, 2000).unref();
  boundYoungGeneration();
  await untilStopped(async () => {
    note('Stopping');
    await listening.close();
    await server.close();
  });
};
