import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChildGroup, startChild } from './child-group.ts';
import { firstFreePort } from './free-port.ts';
import { newestRun } from './newest-run.ts';
import { ROOT } from './run-command.ts';

const WANTED_PORT = 5000;
const EXAMPLE = join(ROOT, 'docs', 'examples', 'tfjs-cars');

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const children: ChildGroup[] = [];

/** The example first, so that its last points still find a server. */
const end = async (code: number): Promise<never> => {
  for (const child of children.toReversed()) await child.stop();
  process.exit(code);
};

let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Ctrl-C reaches npm and all below it; each may pass it on once more.
    if (ending) return;
    ending = true;
    say('\nStopping');
    void end(0);
  });
}

const isHealthy = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false; // not yet
  }
};

const startServer = async (port: number): Promise<string> => {
  const server = startChild({
    args: [join(ROOT, 'packages', 'cli', 'bin', 'millrace.js'), 'ui', '--port', String(port)],
    onLine: (line) => say(`server   ${line}`),
  });
  children.push(server);
  let exit: number | undefined;
  void server.exited.then((code) => {
    exit = code;
    if (ending) return;
    say(`The server ended by itself with code ${code}: see its lines above`);
    void end(code === 0 ? 1 : code);
  });
  const url = `http://127.0.0.1:${port}`;
  while (exit === undefined && !(await isHealthy(url))) await sleep(20);
  return url;
};

const train = async (url: string, shown: string): Promise<void> => {
  const since = Date.now();
  const example = startChild({
    args: ['--conditions=millrace-source', '--no-warnings', 'train.ts'],
    cwd: EXAMPLE,
    env: { MLFLOW_TRACKING_URI: url },
    onLine: (line) => say(`training ${line}`),
  });
  children.push(example);
  let code: number | undefined;
  void example.exited.then((it) => (code = it));
  // The link is worth most while the curve still moves; other runs may start before this one ends.
  let run = await newestRun(url, since);
  while (code === undefined && run === undefined) {
    await sleep(250);
    run = await newestRun(url, since);
  }
  const link = run && `\n  ▸ The run: ${shown}/experiments/${run.experimentId}/runs/${run.runId}\n`;
  if (link) say(link);
  code = await example.exited;
  if (ending) return;
  if (code !== 0) say(`The example failed with code ${code}, see its lines above. The server goes on.`);
  else if (link) say(link);
};

const port = await firstFreePort(WANTED_PORT);
if (port !== WANTED_PORT) say(`Port ${WANTED_PORT} is taken: using ${port}`);
const url = await startServer(port);
const shown = `http://localhost:${port}`;
say(`\n  ▸ Millrace:  ${shown}   (data in ./mlruns)\n`);
say('Training the example, watch it there');
await train(url, shown);
say(`Serving on ${shown} until Ctrl-C`);
