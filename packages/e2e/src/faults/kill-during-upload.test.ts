import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startMillrace } from '../processes/start-millrace.ts';
import { mlflowApi } from '../requests/mlflow-api.ts';
import { randomFrom } from '../requests/random-from.ts';
import { rounds, SEED } from '../rounds.ts';

const ROUNDS = rounds({ quick: 6, full: 50 });
const SIZE = 4 * 1024 * 1024;
const STAGING = '.millrace-uploads';
const TWO_HOURS_MS = 2 * 60 * 60 * 1000;

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface Upload {
  readonly path: string;
  readonly body: Buffer;
  /** Told how many bytes have gone out, after each piece and once more when all have. */
  onSent(bytes: number): void;
}

/** Sends a body piece by piece; resolves with whether it was acknowledged when the connection ends. */
const upload = (url: string, { path, body, onSent }: Upload): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(answer.startsWith('HTTP/1.1 200')));
    socket.write(
      `PUT ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    void (async () => {
      for (let at = 0; at < body.length && !socket.destroyed; at += 64 * 1024) {
        socket.write(body.subarray(at, at + 64 * 1024));
        await sleep(1);
        onSent(at);
      }
      onSent(Number.POSITIVE_INFINITY);
    })();
  });

const modes = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const mode = statSync(path).mode & 0o777;
    return mode === (entry.isDirectory() ? 0o700 : 0o600) ? [] : [`${path} ${mode.toString(8)}`];
  });

describe('kill -9 during an upload (F03)', () => {
  test(`absent, old, or new and whole: ${ROUNDS} rounds, seed ${SEED}`, async () => {
    const random = randomFrom(SEED);
    let server = await startMillrace();
    const { directory } = server;
    const runId = await mlflowApi(server.url).createRun('0');
    const path = `/api/2.0/mlflow-artifacts/artifacts/0/${runId}/artifacts/folder/model.bin`;
    let known: string | undefined;
    let cut = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const body = randomBytes(SIZE);
      // Each round has its part of the way; the last ones may be acknowledged first.
      const killAt = ((round + random()) / ROUNDS) * 1.15 * SIZE;
      const { promise: isDue, resolve: due } = Promise.withResolvers<void>();
      const uploading = upload(server.url, { path, body, onSent: (bytes) => bytes >= killAt && due() });
      await isDue;
      if (killAt > SIZE) await sleep(random() * 100);
      await server.stop('SIGKILL');
      const acknowledged = await uploading;
      if (!acknowledged) cut += 1;
      server = await startMillrace({ directory });

      const answer = await fetch(`${server.url}${path}`);
      const found = answer.status === 200 ? digest(await answer.bytes()) : undefined;
      if (acknowledged) expect(found).toBe(digest(body));
      else expect([known, digest(body)]).toContain(found);
      if (found === undefined) expect(answer.status).toBe(404);
      known = found;
    }
    // Else the kills came too late to prove anything.
    expect(cut).toBeGreaterThan(ROUNDS / 2);

    // What was left behind is old one day, and swept at a start.
    const staging = join(directory, 'mlruns', STAGING);
    const left = readdirSync(staging);
    expect(left.length).toBeGreaterThan(0);
    const then = new Date(Date.now() - TWO_HOURS_MS);
    for (const name of left) utimesSync(join(staging, name), then, then);
    await server.stop();
    server = await startMillrace({ directory });
    expect(readdirSync(staging)).toEqual([]);
    expect(modes(join(directory, 'mlruns'))).toEqual([]);
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });
});
