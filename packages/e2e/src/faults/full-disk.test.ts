import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { startMillrace } from '../processes/start-millrace.ts';
import { mlflowApi } from '../requests/mlflow-api.ts';
import { makeSmallDisk, type SmallDisk, whyNoSmallDisk } from './small-disk.ts';
import { postJson } from './post-json.ts';
import { startWriters } from './writers.ts';

const MEBI = 1024 * 1024;
const DISK_MEBI = 12;
const BALLAST_MEBI = 5;

let impossible: string | undefined;
let disk: SmallDisk;

beforeAll(async () => {
  impossible = await whyNoSmallDisk();
  if (impossible !== undefined) process.stderr.write(`skipped full disk (F05): ${impossible}\n`);
});

/** Params of many bytes, until there is no room for more. */
const fill = async (url: string, runId: string): Promise<number[]> => {
  const statuses: number[] = [];
  for (let index = 0; statuses.filter((status) => status !== 200).length < 20; index++) {
    const params = Array.from({ length: 20 }, (_, at) => ({
      key: `fill/${index}/${at}`,
      value: 'x'.repeat(5_000),
    }));
    const { status } = await postJson(`${url}/api/2.0/mlflow/runs/log-batch`, { run_id: runId, params });
    statuses.push(status);
  }
  return statuses;
};

describe('the disk is full (F05, F06)', () => {
  test('writes are 503, reads go on, and with room again writes do, without a restart', async ({ skip }) => {
    skip(impossible !== undefined, impossible);
    disk = await makeSmallDisk(DISK_MEBI);
    const ballast = join(disk.folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(BALLAST_MEBI * MEBI, 'x'));
    const server = await startMillrace({ directory: disk.folder });
    const runId = await mlflowApi(server.url).createRun('0');
    const writers = await startWriters(server.url, 8);
    const statuses = await fill(server.url, runId);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));

    const place = `${server.url}/api/2.0/mlflow-artifacts/artifacts/0/${runId}/artifacts/big.bin`;
    const upload = await fetch(place, { method: 'PUT', body: Buffer.alloc(2 * MEBI) });
    expect(upload.status).toBe(503);
    expect(await upload.json()).toMatchObject({ error_code: 'TEMPORARILY_UNAVAILABLE' });
    expect((await fetch(place)).status).toBe(404);

    expect((await mlflowApi(server.url).getRun(runId)).info.run_id).toBe(runId);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    const found = await postJson(`${server.url}/api/2.0/mlflow/runs/search`, { experiment_ids: ['0'] });
    expect(found.status).toBe(200);

    rmSync(ballast);
    const acknowledged = writers.acknowledged();
    await expect
      .poll(
        async () => {
          const body = { run_id: runId, key: 'room', value: 'again' };
          return (await postJson(`${server.url}/api/2.0/mlflow/runs/set-tag`, body)).status;
        },
        { timeout: 5_000 },
      )
      .toBe(200);
    await sleep(300);
    await writers.stop();
    expect(writers.rude).toEqual([]);
    expect(writers.acknowledged()).toBeGreaterThan(acknowledged);
    expect(new Set(writers.statuses.keys())).toEqual(new Set([200, 503]));
    await writers.check(server.url);
    expect((await server.stop()).code).toBe(0);

    const again = await startMillrace({ directory: disk.folder });
    await writers.check(again.url);
    await again.stop();
    await disk.remove();
  });
});
