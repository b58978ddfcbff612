import { fileURLToPath } from 'node:url';
import { runCommand } from '../setup/run-command.ts';

const UI = fileURLToPath(new URL('../../../ui/', import.meta.url));
const VITE = fileURLToPath(new URL('../../../ui/node_modules/.bin/vite', import.meta.url));

/** The pages as they are shipped: a server that runs from sources finds them there. */
export const buildUi = async (): Promise<void> => {
  await runCommand(VITE, ['build', '--logLevel=error'], { cwd: UI });
};
