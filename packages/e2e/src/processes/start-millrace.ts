import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answersHealth } from './answers-health.ts';
import { type LongProcess, startProcess } from './long-process.ts';

const PROGRAM = fileURLToPath(new URL('../../../cli/src/main.ts', import.meta.url));

export interface MillraceOptions {
  /** The folder it is started in; a new one when absent. Give an earlier one's to start on its data. */
  readonly directory?: string | undefined;
  readonly command?: 'server' | 'ui' | undefined;
  readonly args?: readonly string[] | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** A real Millrace: the command line's own sources in a process of its own, on a free port, with data in ./mlruns. */
export interface MillraceProcess extends Pick<LongProcess, 'pid' | 'exited' | 'output' | 'stop'> {
  readonly url: string;
  readonly directory: string;
}

export const startMillrace = async (options: MillraceOptions = {}): Promise<MillraceProcess> => {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'millrace-e2e-'));
  const child = await startProcess({
    name: 'millrace',
    command: process.execPath,
    args: [
      '--conditions=millrace-source',
      '--no-warnings',
      PROGRAM,
      options.command ?? 'server',
      '--host=127.0.0.1',
      '--port=0',
      ...(options.args ?? []),
    ],
    cwd: directory,
    env: options.env,
  });
  try {
    const told = await child.until(() => /http:\/\/127\.0\.0\.1:\d+/.exec(child.output())?.[0], 20_000);
    const url = await child.until(() => answersHealth(told), 20_000);
    return { pid: child.pid, exited: child.exited, output: child.output, stop: child.stop, url, directory };
  } catch (error) {
    await child.stop('SIGKILL');
    throw error;
  }
};
