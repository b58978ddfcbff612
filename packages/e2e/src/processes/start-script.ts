import { fileURLToPath } from 'node:url';
import { type LongProcess, startProcess } from './long-process.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));

export interface ScriptOptions {
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly args?: readonly string[] | undefined;
}

/** Starts a training script of `fixtures/` in a process of its own. */
export const startScript = (name: string, options: ScriptOptions = {}): Promise<LongProcess> =>
  startProcess({
    name,
    command: process.execPath,
    args: ['--conditions=millrace-source', '--no-warnings', `${FIXTURES}${name}`, ...(options.args ?? [])],
    cwd: options.cwd,
    env: options.env,
  });
