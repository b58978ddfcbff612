import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mlflowApi } from '../requests/mlflow-api.ts';
import { type MillraceProcess, startMillrace } from '../processes/start-millrace.ts';
import { type RawAnswer, type RawRequest, sendRaw } from './send-raw.ts';
import { type Sentinel, startSentinel } from './sentinel.ts';

/** Every attack goes to one server, which lives under a prefix as many do. */
export const PREFIX = '/tracking';
export const API = '/api/2.0/mlflow';
export const AJAX = `${PREFIX}/ajax-api/2.0/mlflow`;
export const ARTIFACTS = '/api/2.0/mlflow-artifacts/artifacts';

/** A server with things around it that must never be read, reached or changed. */
export interface Target {
  readonly server: MillraceProcess;
  readonly port: number;
  readonly experimentId: string;
  readonly runId: string;
  /** Where the run's artifacts are, below the root. */
  readonly artifacts: string;
  /** The folder of the server's data: the artifacts' root. */
  readonly root: string;
  /** All that is not the server's lies here, the root beside it. */
  readonly base: string;
  readonly outside: string;
  /** A random word that stands in the files outside. */
  readonly canary: string;
  readonly sentinel: Sentinel;
  /** What was answered since the last look. */
  readonly answers: RawAnswer[];
  send(request: RawRequest): Promise<RawAnswer>;
  close(): Promise<void>;
}

export const startTarget = async (): Promise<Target> => {
  const base = mkdtempSync(join(tmpdir(), 'millrace-attacked-'));
  const canary = randomBytes(16).toString('hex');
  const outside = join(base, 'outside');
  const house = join(base, 'house');
  mkdirSync(outside);
  mkdirSync(house);
  writeFileSync(join(base, 'canary.txt'), canary);
  writeFileSync(join(house, 'canary.txt'), canary);
  writeFileSync(join(outside, 'canary.txt'), canary);
  const sentinel = await startSentinel();
  const server = await startMillrace({ directory: house, args: ['--static-prefix', PREFIX] });
  const port = Number(new URL(server.url).port);
  const runId = await mlflowApi(server.url).createRun('0');
  const artifacts = `0/${runId}/artifacts`;
  const answers: RawAnswer[] = [];
  const send = async (request: RawRequest): Promise<RawAnswer> => {
    const answer = await sendRaw(port, request);
    answers.push(answer);
    return answer;
  };
  await send({ method: 'PUT', target: `${ARTIFACTS}/${artifacts}/keep.txt`, body: 'kept' });
  return {
    server,
    port,
    experimentId: '0',
    runId,
    artifacts,
    root: join(house, 'mlruns'),
    base,
    outside,
    canary,
    sentinel,
    answers,
    send,
    close: async () => {
      await server.stop();
      await sentinel.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
};
