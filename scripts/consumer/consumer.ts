import { rm } from 'node:fs/promises';
import { connect, init } from '@millrace/client';
import { operations } from '@millrace/protocol';
import { createServer } from '@millrace/server';
import { MillraceError } from '@millrace/spec';

const folder = 'consumer-runs';

{
  await using millrace = init({ trackingUri: folder, experiment: 'consumer' });
  await using run = await millrace.startRun('first');
  run.logParam('lr', 0.01);
  run.logMetric('loss', 0.5, { step: 1 });
}

const connection = await connect({ trackingUri: folder });
const caller = { name: 'consumer', grants: 'all' } as const;
const input = operations['runs.search'].input.parse({ experimentIds: ['1'], maxResults: 10 });
const { runs } = await connection.services['runs.search'](input, { caller });
await connection.close();
if (runs[0]?.params[0]?.value !== '0.01') throw new MillraceError('DATA_LOSS', 'The run was not found again');

const server = await createServer({ backendStoreUri: folder });
const answer = await server.fetch(new Request('http://localhost/health', { headers: { host: 'localhost' } }));
await server.close();
if (answer.status !== 200) throw new MillraceError('INTERNAL_ERROR', `/health answered ${answer.status}`);
await rm(folder, { recursive: true });
