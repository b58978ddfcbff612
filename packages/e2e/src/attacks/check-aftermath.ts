import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { hashTree } from './hash-tree.ts';
import { type RawAnswer, sendRaw } from './send-raw.ts';
import type { Target } from './target.ts';

const HEALTH_MS = 1_000;

/** What tells a reader how we are built. */
const INSIDES =
  /node:internal|\bat \S+ \(|\.[jt]s:\d+|SQLITE_|better-sqlite3|\b(?:SELECT|INSERT|UPDATE|DELETE)\b.+\b(?:FROM|INTO|SET|WHERE)\b|ENOENT|EACCES|EISDIR/;

const isErrorBody = (text: string): boolean => {
  const body: unknown = JSON.parse(text);
  if (typeof body !== 'object' || body === null) return false;
  if ('error' in body) return true; // tRPC's envelope
  return (
    'error_code' in body &&
    typeof body.error_code === 'string' &&
    'message' in body &&
    typeof body.message === 'string'
  );
};

const checkAnswer = ({ canary, base }: Target, answer: RawAnswer): void => {
  const { request, status, headers, body } = answer;
  const what = `the answer to ${request.method ?? 'GET'} ${request.target.slice(0, 200)}: ${status} ${body.slice(0, 300)}`;
  const head = Object.values(headers).join('\n');
  ok(!body.includes(canary) && !head.includes(canary), `canary in ${what}`);
  // A path that the request itself named is not told by repeating it.
  const isTold = (text: string): boolean =>
    text.includes(base) && !`${request.target}\n${String(request.body)}`.includes(base);
  ok(!isTold(body) && !isTold(head), `server path in ${what}`);
  if (status < 400) return;
  ok(status < 500 || status === 501 || status === 503, `defect: ${what}`);
  ok(!INSIDES.test(body), `insides in ${what}`);
  if (request.method === 'HEAD') return;
  ok((headers['content-type'] ?? '').startsWith('application/json'), `no JSON in ${what}`);
  strictEqual(headers['x-content-type-options'], 'nosniff', what);
  ok(isErrorBody(body), `no error body in ${what}`);
};

/** The common oracle: nothing outside was read, reached or changed, nothing was told, and the server is well. */
export const checkAftermath = async (target: Target, before: readonly string[]): Promise<void> => {
  const answers = target.answers.splice(0);
  for (const answer of answers) checkAnswer(target, answer);
  strictEqual(target.sentinel.hits(), 0, 'the sentinel was reached');
  deepStrictEqual(treeOutside(target), before);
  const health = await sendRaw(target.port, { target: '/health' });
  strictEqual(health.status, 200, 'health');
  ok(health.milliseconds < HEALTH_MS, `health took ${Math.round(health.milliseconds)} ms`);
  // Signal 0 asks only whether it lives.
  process.kill(target.server.pid, 0);
};

export const treeOutside = ({ base, root }: Target): string[] => hashTree(base, root);
