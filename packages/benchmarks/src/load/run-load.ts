import { runCommand } from '@millrace/e2e/setup/run-command';
import { fileURLToPath } from 'node:url';
import { LOAD_CORE, pinned } from '../machine/pinned.ts';
import type { JourneyPlan, JourneyResult } from './journey-plan.ts';
import type { LoadPlan, LoadResult } from './load-plan.ts';

const ENTRY = fileURLToPath(new URL('./load-process.ts', import.meta.url));
const MARGIN_MS = 60_000;

const run = async <Result>(plan: LoadPlan | JourneyPlan): Promise<Result> => {
  const [command, ...args] = pinned(LOAD_CORE, [
    process.execPath,
    '--conditions=millrace-source',
    ENTRY,
    JSON.stringify(plan),
  ]);
  const timeoutMs = plan.warmUpMs + plan.windowMs + MARGIN_MS;
  const result: Result = JSON.parse(await runCommand(command, args, { timeoutMs }));
  return result;
};

/** Drives a load from a process of its own, on its own core. */
export const runLoad = (plan: LoadPlan): Promise<LoadResult> => run(plan);

/** The same for journeys. */
export const runJourneys = (plan: JourneyPlan): Promise<JourneyResult> => run(plan);
