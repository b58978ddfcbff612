import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MillraceProcess, startMillrace } from '../processes/start-millrace.ts';
import { mlflowApi } from '../requests/mlflow-api.ts';
import { rounds } from '../rounds.ts';

const REPEATS = rounds({ quick: 200, full: 1_000 });
const AT_ONCE = 20;
const SIZE = 8 * 1024 * 1024;
/** Descriptors that come and go by themselves: connections of the pool, a compaction. */
const SLACK = 8;

let server: MillraceProcess;
let artifacts: string;
const whole = randomBytes(SIZE);

beforeAll(async () => {
  server = await startMillrace();
  const runId = await mlflowApi(server.url).createRun('0');
  artifacts = `/api/2.0/mlflow-artifacts/artifacts/0/${runId}/artifacts`;
  const put = await fetch(`${server.url}${artifacts}/whole.bin`, { method: 'PUT', body: whole });
  expect(put.status).toBe(200);
});

afterAll(async () => {
  await server.stop();
  rmSync(server.directory, { recursive: true, force: true });
});

const descriptors = (): number => readdirSync(`/proc/${server.pid}/fd`).length;

/** Says something, and is gone: after its last word, or after the first of the answer. */
const speakAndLeave = (text: string | Buffer, leaves: 'at once' | 'at the first byte'): Promise<number> =>
  new Promise((resolve) => {
    let received = 0;
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(received));
    socket.on('data', (bytes: Buffer) => {
      received += bytes.length;
      if (leaves === 'at the first byte') socket.destroy();
    });
    socket.write(text, () => {
      if (leaves === 'at once') setTimeout(() => socket.destroy(), 2);
    });
  });

const repeat = async (step: (index: number) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < REPEATS; from += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => step(from + at)));
  }
};

const expectNoLeak = async (before: number): Promise<void> => {
  await expect.poll(descriptors, { timeout: 10_000 }).toBeLessThanOrEqual(before + SLACK);
  const staging = join(server.directory, 'mlruns', '.millrace-uploads');
  await expect.poll(() => readdirSync(staging), { timeout: 10_000 }).toEqual([]);
};

const head = (name: string, framing: string): string =>
  `PUT ${artifacts}/${name} HTTP/1.1\r\nHost: 127.0.0.1\r\n${framing}\r\n\r\n`;

describe(`the client is cut off, ${REPEATS} times (F04)`, () => {
  const part = 'x'.repeat(10_000);
  test.each([
    ['with a length', 'Content-Length: 1000000', part],
    ['in chunks', 'Transfer-Encoding: chunked', `2710\r\n${part}\r\n2710\r\n${part.slice(0, 99)}`],
    ['in chunks, between two', 'Transfer-Encoding: chunked', `2710\r\n${part}\r\n`],
  ])(
    'in the middle of an upload %s: nothing is published, nothing is left',
    async (...[name, framing, body]) => {
      const before = descriptors();
      await repeat(() => speakAndLeave(`${head('cut.bin', framing)}${body}`, 'at once'));
      await expectNoLeak(before);
      expect((await fetch(`${server.url}${artifacts}/cut.bin`)).status, name).toBe(404);
    },
  );

  test('in the middle of a download: nothing is left', async () => {
    const before = descriptors();
    await repeat(() =>
      speakAndLeave(`GET ${artifacts}/whole.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`, 'at the first byte'),
    );
    await expectNoLeak(before);
  });

  test('a download that was cut can be resumed with Range', async () => {
    const answer = await fetch(`${server.url}${artifacts}/whole.bin`);
    expect(answer.headers.get('content-length')).toBe(String(SIZE));
    const reader = answer.body?.getReader();
    const first = (await reader?.read())?.value ?? new Uint8Array();
    await reader?.cancel();
    expect(first.length).toBeLessThan(SIZE);
    const rest = await fetch(`${server.url}${artifacts}/whole.bin`, {
      headers: { range: `bytes=${first.length}-` },
    });
    expect(rest.status).toBe(206);
    expect(Buffer.concat([first, await rest.bytes()]).equals(whole)).toBe(true);
  });

  test('a server that dies in the middle of a download shows it: the length does not fit', async () => {
    const other = await startMillrace();
    const runId = await mlflowApi(other.url).createRun('0');
    const place = `${other.url}/api/2.0/mlflow-artifacts/artifacts/0/${runId}/artifacts/big.bin`;
    await fetch(place, { method: 'PUT', body: Buffer.concat([whole, whole, whole, whole]) });
    const answer = await fetch(place);
    const reader = answer.body?.getReader();
    await reader?.read();
    await other.stop('SIGKILL');
    const readOn = async (): Promise<void> => {
      while ((await reader?.read())?.done === false) continue;
    };
    await expect(readOn()).rejects.toThrow(TypeError);
    rmSync(other.directory, { recursive: true, force: true });
  });
});
