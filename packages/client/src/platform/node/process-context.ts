import os from 'node:os';
import path from 'node:path';
import type { RunContextProvider } from '@millrace/spec';

const userName = (): string => {
  try {
    return os.userInfo().username;
  } catch {
    // Some containers have no entry for their user.
    return process.env['USER'] ?? process.env['USERNAME'] ?? '';
  }
};

/** The entry script, relative to the working directory where it lies below it. */
const entryScript = (): string => {
  const script = process.argv[1];
  if (script === undefined) return '<console>';
  const relative = path.relative(process.cwd(), script);
  return relative.startsWith('..') || path.isAbsolute(relative) ? script : relative;
};

/** Who runs what, as MLflow's default context says. */
export const processContext: RunContextProvider = {
  id: 'process',
  tags: () => ({
    'mlflow.user': userName(),
    'mlflow.source.name': entryScript(),
    'mlflow.source.type': 'LOCAL',
  }),
};
