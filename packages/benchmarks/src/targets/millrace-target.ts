import { MillraceError } from '@millrace/spec';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keyName } from '../load/points.ts';
import { mlflowRest } from './mlflow-rest.ts';
import type { Target } from './target.ts';

const PROGRAM = fileURLToPath(new URL('../../../../node_modules/.bin/millrace', import.meta.url));
const KEYS_AT_ONCE = 100;

/** The built program, as `npx millrace server` runs it. */
export const millraceTarget = (options: { profileFolder?: string | undefined } = {}): Target => ({
  id: 'millrace',
  family: 'millrace',
  title: 'Millrace',
  settleMs: 5_000,
  command: (folder, port) => ({
    line: [
      PROGRAM,
      'server',
      '--host=127.0.0.1',
      `--port=${port}`,
      `--backend-store-uri=sqlite:///${join(folder, 'millrace.db')}`,
      `--artifacts-destination=${join(folder, 'artifacts')}`,
    ],
    env:
      options.profileFolder === undefined
        ? undefined
        : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${options.profileFolder}` },
  }),
  attach({ url }) {
    const rest = mlflowRest(url);
    return {
      createRuns: rest.createRuns,
      createExperiment: rest.createExperiment,
      reader: rest,
      durability: async () => (await query<{ store: string }>(url, 'server.info', {})).store,
      async countPoints(runIds, keys) {
        let points = 0;
        for (let from = 0; from < keys; from += KEYS_AT_ONCE) {
          const names = Array.from({ length: Math.min(KEYS_AT_ONCE, keys - from) }, (_, key) =>
            keyName(from + key),
          );
          const input = { runIds, keys: names, maxPoints: 2 };
          const { series } = await query<{ series: { total: number }[] }>(url, 'metrics.sample', input);
          points += series.reduce((sum, one) => sum + one.total, 0);
        }
        return points;
      },
    };
  },
});

const query = async <T>(url: string, operation: string, input: unknown): Promise<T> => {
  const answer = await fetch(`${url}/trpc/${operation}?input=${encodeURIComponent(JSON.stringify(input))}`);
  const text = await answer.text();
  if (!answer.ok) {
    throw new MillraceError(
      'INTERNAL_ERROR',
      `${operation} answered ${answer.status}: ${text.slice(0, 500)}`,
    );
  }
  const body: { result: { data: T } } = JSON.parse(text);
  return body.result.data;
};
