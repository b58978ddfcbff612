import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TIMEOUT_MS = 3000;

const versionOf = async (command: string): Promise<string | null> => {
  try {
    const { stdout, stderr } = await run(command, ['--version'], { timeout: TIMEOUT_MS });
    return /\d+(\.\d+)+\S*/.exec(stdout || stderr)?.[0] ?? null;
  } catch {
    return null; // not installed, or not answering: either way not there for us
  }
};

/** Programs Millrace uses when they are there. `null` is absent. */
export const probeTools = async (): Promise<{ git: string | null; python: string | null }> => {
  const [git, python] = await Promise.all([versionOf('git'), versionOf('python3')]);
  return { git, python };
};
