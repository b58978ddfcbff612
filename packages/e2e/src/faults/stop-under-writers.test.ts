import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startMillrace } from '../processes/start-millrace.ts';
import { startWriters } from './writers.ts';

const WRITERS = 64;
const DRAIN_MS = 30_000;

describe('SIGTERM under 64 writers (F16)', () => {
  test('what is being answered is answered, then it ends with 0', async () => {
    const server = await startMillrace();
    const writers = await startWriters(server.url, WRITERS);
    await sleep(500);
    const from = performance.now();
    process.kill(server.pid, 'SIGTERM');
    expect(await server.exited, server.output()).toEqual({ code: 0, signal: null });
    expect(performance.now() - from).toBeLessThan(DRAIN_MS);
    await writers.stop();
    expect(writers.rude).toEqual([]);
    expect(writers.acknowledged()).toBeGreaterThan(WRITERS);

    const again = await startMillrace({ directory: server.directory });
    await writers.check(again.url);
    await again.stop();
    rmSync(server.directory, { recursive: true, force: true });
  });

  test('a second SIGTERM ends it at once, and nothing acknowledged is gone', async () => {
    const server = await startMillrace();
    const writers = await startWriters(server.url, WRITERS);
    const port = Number(new URL(server.url).port);
    // An upload that never ends: the first signal alone would wait half a minute for it.
    const upload = connect(port, '127.0.0.1').on('error', () => upload.destroy());
    const target = '/api/2.0/mlflow-artifacts/artifacts/0/slow.bin';
    upload.write(`PUT ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nslow`);
    await sleep(300);
    const from = performance.now();
    process.kill(server.pid, 'SIGTERM');
    await sleep(200);
    process.kill(server.pid, 'SIGTERM');
    expect(await server.exited).toEqual({ code: 143, signal: null });
    expect(performance.now() - from).toBeLessThan(2_000);
    upload.destroy();
    await writers.stop();

    const again = await startMillrace({ directory: server.directory });
    await writers.check(again.url);
    await again.stop();
    rmSync(server.directory, { recursive: true, force: true });
  });
});
