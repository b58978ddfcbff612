import { fileURLToPath } from 'node:url';
import { ensureMlflow } from '../setup/ensure-mlflow.ts';
import { runCommand } from '../setup/run-command.ts';

const FOLDER = fileURLToPath(new URL('../../python/', import.meta.url));

/** Runs a script of `python/` with the unmodified client against a server. Its last line of output is JSON. */
export const runPython = async (
  script: string,
  trackingUri: string,
  args: readonly string[] = [],
): Promise<unknown> => {
  const { python } = await ensureMlflow();
  const output = await runCommand(python, [`${FOLDER}${script}`, ...args], {
    env: { MLFLOW_TRACKING_URI: trackingUri, MLFLOW_DISABLE_TELEMETRY: 'true', PYTHONWARNINGS: 'ignore' },
    timeoutMs: 5 * 60_000,
  });
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
};
