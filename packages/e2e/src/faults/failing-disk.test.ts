import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type LongProcess, startProcess } from '../processes/long-process.ts';
import { type MillraceProcess, startMillrace } from '../processes/start-millrace.ts';
import { mlflowApi } from '../requests/mlflow-api.ts';
import { whyNoStrace } from '../setup/ensure-strace.ts';
import { postJson } from './post-json.ts';
import { startWriters } from './writers.ts';

const FAULTS: readonly { readonly calls: string; readonly error: string }[] = [
  { calls: 'fsync,fdatasync', error: 'EIO' },
  { calls: 'pwrite64', error: 'ENOSPC' },
  { calls: 'pwrite64', error: 'EIO' },
];

let impossible: string | undefined;

beforeAll(async () => {
  impossible = await whyNoStrace();
  if (impossible !== undefined) process.stderr.write(`skipped failing disk (F07): ${impossible}\n`);
});

/** Every one of these calls of the process fails until this is stopped. */
const injectInto = async (
  server: MillraceProcess,
  { calls, error }: (typeof FAULTS)[number],
): Promise<LongProcess> => {
  const strace = await startProcess({
    name: 'strace',
    command: 'strace',
    args: ['-f', '-p', String(server.pid), '-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}`],
  });
  await strace.until(() => (/attached/.test(strace.output()) ? true : undefined), 10_000);
  return strace;
};

describe('the disk fails (F07)', () => {
  test.for(FAULTS)(
    '$calls answer $error: 503 and never 2xx, then all is well again',
    async (fault, { skip }) => {
      skip(impossible !== undefined, impossible);
      const server = await startMillrace();
      const runId = await mlflowApi(server.url).createRun('0');
      const writers = await startWriters(server.url, 8);
      await sleep(200);

      const strace = await injectInto(server, fault);
      // What was committed before has been answered now.
      await sleep(200);
      const acknowledged = writers.acknowledged();
      const key = { 'idempotency-key': `while ${fault.calls} fail with ${fault.error}` };
      const tag = () =>
        postJson(
          `${server.url}/api/2.0/mlflow/runs/set-tag`,
          { run_id: runId, key: 'in doubt', value: 'x' },
          key,
        );
      expect(await tag()).toMatchObject({ status: 503, retryAfter: '1' });
      await sleep(300);
      expect(writers.acknowledged()).toBe(acknowledged);
      expect((await fetch(`${server.url}/health`)).status).toBe(200);
      // A connection that saw EIO is opened anew, which may fail as well: then a read says so.
      const read = await fetch(`${server.url}/api/2.0/mlflow/runs/get?run_id=${runId}`);
      expect(fault.error === 'EIO' ? [200, 503] : [200]).toContain(read.status);
      expect(await read.text()).toContain(read.status === 200 ? runId : 'TEMPORARILY_UNAVAILABLE');
      if (fault.calls.startsWith('fsync')) {
        const place = `${server.url}/api/2.0/mlflow-artifacts/artifacts/0/${runId}/artifacts/a.bin`;
        expect((await fetch(place, { method: 'PUT', body: 'x' })).status).toBe(503);
        expect((await fetch(place)).status).toBe(404);
      }
      expect(strace.output()).toContain('INJECTED');
      await strace.stop('SIGINT');

      expect(await tag()).toMatchObject({ status: 200 });
      await expect.poll(writers.acknowledged, { timeout: 5_000 }).toBeGreaterThan(acknowledged + 8);
      await writers.stop();
      expect(writers.rude).toEqual([]);
      await writers.check(server.url);
      expect((await server.stop()).code).toBe(0);

      const again = await startMillrace({ directory: server.directory });
      await writers.check(again.url);
      await again.stop();
      rmSync(server.directory, { recursive: true, force: true });
    },
  );
});
