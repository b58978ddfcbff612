import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MillraceError } from '@millrace/spec';
import { cacheFolder } from './cache-folder.ts';
import { exclusively } from './exclusively.ts';
import { installDebianPackages } from './install-debian-packages.ts';
import { reportLine } from './report-line.ts';
import { runCommand, tryCommand } from './run-command.ts';

/** The newest release whose parts are all on PyPI. */
export const MLFLOW_VERSION = '3.17.2';

/** What the checks use beside MLflow; each by its exact version. */
const ADDITIONS: readonly string[] = ['scikit-learn==1.9.1'];

export interface MlflowInstall {
  readonly version: string;
  readonly python: string;
  /** The `mlflow` command. */
  readonly mlflow: string;
}

/** MLflow in a virtual environment of its own, made once per machine and version. */
export const ensureMlflow = async (report: (line: string) => void = reportLine): Promise<MlflowInstall> => {
  const root = join(cacheFolder('mlflow'), MLFLOW_VERSION);
  const ready = join(root, '.ready');
  const additions = join(root, '.additions');
  const install: MlflowInstall = {
    version: MLFLOW_VERSION,
    python: join(root, 'bin', 'python'),
    mlflow: join(root, 'bin', 'mlflow'),
  };
  if (existsSync(ready) && hasAdditions(additions)) return install;
  await exclusively(`${root}.lock`, async () => {
    if (!existsSync(ready)) await makeEnvironment();
    if (!hasAdditions(additions)) await addTo(install, { marker: additions, report });
  });
  return install;

  async function makeEnvironment(): Promise<void> {
    const python = await findPython(report);
    report(`installing mlflow ${MLFLOW_VERSION} from PyPI (once per machine, a minute or two)`);
    rmSync(root, { recursive: true, force: true });
    await runCommand(python, ['-m', 'venv', root]);
    await runCommand(install.python, ['-m', 'pip', 'install', '--quiet', `mlflow==${MLFLOW_VERSION}`]);
    const found = await runCommand(install.python, ['-c', 'import mlflow; print(mlflow.__version__)']);
    if (found.trim() !== MLFLOW_VERSION) {
      throw new MillraceError('INTERNAL_ERROR', `Asked pip for ${MLFLOW_VERSION}, got ${found.trim()}`);
    }
    writeFileSync(ready, `${new Date().toISOString()}\n`);
  }
};

/** The marker tells what an environment was completed with, so that one of an older checkout is completed, not remade. */
const hasAdditions = (marker: string): boolean =>
  existsSync(marker) && readFileSync(marker, 'utf8') === ADDITIONS.join('\n');

const addTo = async (
  { python }: MlflowInstall,
  { marker, report }: { marker: string; report: (line: string) => void },
): Promise<void> => {
  report(`adding ${ADDITIONS.join(', ')} to mlflow's environment (once per machine)`);
  // Given again, so that pip refuses additions that would change MLflow itself.
  await runCommand(python, ['-m', 'pip', 'install', '--quiet', `mlflow==${MLFLOW_VERSION}`, ...ADDITIONS]);
  writeFileSync(marker, ADDITIONS.join('\n'));
};

const CAN_MAKE_ENVIRONMENTS = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

const findPython = async (report: (line: string) => void): Promise<string> => {
  const works = async (): Promise<boolean> =>
    (await tryCommand('python3', ['-c', CAN_MAKE_ENVIRONMENTS])).code === 0;
  if (!(await works())) await installDebianPackages(['python3', 'python3-venv'], report);
  if (await works()) return 'python3';
  throw new MillraceError(
    'NOT_FOUND',
    'The tests need python3, 3.10 or newer and with its venv module: put one first in PATH',
  );
};
