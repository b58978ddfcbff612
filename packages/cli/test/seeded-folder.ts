import { join } from 'node:path';
import { connect } from '@millrace/client';
import type { Services } from '@millrace/protocol';
import { parseInput } from '@millrace/protocol';
import { emptyFolder } from './run-millrace.ts';

export interface Seeded {
  /** Where to run commands: its `mlruns` holds the data. */
  readonly cwd: string;
  readonly experimentId: string;
  readonly runId: string;
}

const context = { caller: { name: 'tester', grants: 'all' } } as const;

const fill = async (services: Services): Promise<Omit<Seeded, 'cwd'>> => {
  const { experimentId } = await services['experiments.create'](
    parseInput('experiments.create', { name: 'cars', tags: [{ key: 'team', value: 'blue' }] }),
    context,
  );
  const { info } = await services['runs.create'](
    parseInput('runs.create', { experimentId, runName: 'first', startTime: 1_700_000_000_000 }),
    context,
  );
  await services['runs.logBatch'](
    parseInput('runs.logBatch', {
      runId: info.runId,
      params: [{ key: 'lr', value: '0.01' }],
      metrics: [
        { key: 'loss', value: 0.125, timestamp: 1, step: 3 },
        { key: 'bad', value: Number.NaN, timestamp: 1, step: 0 },
      ],
    }),
    context,
  );
  await services['runs.update'](
    parseInput('runs.update', { runId: info.runId, status: 'FINISHED', endTime: 1_700_000_061_000 }),
    context,
  );
  return { experimentId, runId: info.runId };
};

/** A folder with one experiment `cars` and one finished run in it. */
export const seededFolder = async (): Promise<Seeded> => {
  const cwd = emptyFolder();
  const connection = await connect({ trackingUri: join(cwd, 'mlruns') });
  try {
    return { cwd, ...(await fill(connection.services)) };
  } finally {
    await connection.close();
  }
};
