import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureMlflow } from '../setup/ensure-mlflow.ts';
import { answersHealth } from './answers-health.ts';
import { freePort } from './free-port.ts';
import { type LongProcess, startProcess } from './long-process.ts';

export interface MlflowProcess extends Pick<LongProcess, 'output' | 'stop'> {
  readonly url: string;
  readonly directory: string;
}

/** The real `mlflow server`, on SQLite, with artifacts proxied. It takes a while. */
export const startMlflow = async (): Promise<MlflowProcess> => {
  const { mlflow } = await ensureMlflow();
  const directory = mkdtempSync(join(tmpdir(), 'millrace-mlflow-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = await startProcess({
    name: 'mlflow server',
    command: mlflow,
    args: [
      'server',
      '--host=127.0.0.1',
      `--port=${new URL(url).port}`,
      '--workers=1',
      `--backend-store-uri=sqlite:///${join(directory, 'mlflow.db')}`,
      `--artifacts-destination=${join(directory, 'artifacts')}`,
    ],
    cwd: directory,
    env: { MLFLOW_DISABLE_TELEMETRY: 'true', MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' },
    group: true,
  });
  try {
    await child.until(() => answersHealth(url), 120_000);
  } catch (error) {
    await child.stop('SIGKILL');
    throw error;
  }
  return { output: child.output, stop: child.stop, url, directory };
};
