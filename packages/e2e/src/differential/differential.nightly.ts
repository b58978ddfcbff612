import { rmSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MillraceProcess, startMillrace } from '../processes/start-millrace.ts';
import { type MlflowProcess, startMlflow } from '../processes/start-mlflow.ts';
import { randomFrom } from '../requests/random-from.ts';
import { DIFFERENCES, type Exchange } from './differences.ts';
import { normalise } from './normalise.ts';
import { randomSteps } from './random-steps.ts';
import { faceOf } from './server-face.ts';

const SEED = Number(process.env['MILLRACE_SEED'] ?? Date.now() % 1_000_000);
const SEQUENCES = Number(process.env['MILLRACE_SEQUENCES'] ?? 200);
const STEPS = 30;
/** Enough to see what they have in common. */
const SHOWN = 10;

let mlflow: MlflowProcess;
let millrace: MillraceProcess;

beforeAll(async () => {
  [mlflow, millrace] = await Promise.all([startMlflow(), startMillrace()]);
}, 5 * 60_000);

afterAll(async () => {
  await Promise.all([mlflow.stop(), millrace.stop()]);
  for (const { directory } of [mlflow, millrace]) rmSync(directory, { recursive: true, force: true });
});

const describeOne = ({ step, mlflow: theirs, millrace: ours }: Exchange): string =>
  [step, theirs, ours]
    .map((part) =>
      JSON.stringify(part, (_key, value: unknown) =>
        typeof value === 'string' && value.length > 200 ? `${value.slice(0, 20)}… (${value.length})` : value,
      ).slice(0, 1_500),
    )
    .join('\n    ');

test(`${SEQUENCES} sequences of ${STEPS} requests, seed ${SEED}: MLflow and Millrace answer alike`, async () => {
  const random = randomFrom(SEED);
  const excused = new Map<string, number>();
  const statuses = new Map<number, number>();
  const differing: string[] = [];
  for (let sequence = 0; sequence < SEQUENCES; sequence++) {
    const faces = [faceOf(mlflow.url), faceOf(millrace.url)] as const;
    for (const step of randomSteps(random, sequence, STEPS)) {
      const [theirs, ours] = await Promise.all([faces[0].ask(step), faces[1].ask(step)]);
      const exchange: Exchange = { step, mlflow: theirs, millrace: ours };
      statuses.set(theirs.status, (statuses.get(theirs.status) ?? 0) + 1);
      if (isDeepStrictEqual(normalise(theirs), normalise(ours))) continue;
      const excuse = DIFFERENCES.find((difference) => difference.applies(exchange));
      if (excuse === undefined) {
        differing.push(`sequence ${sequence}: ${describeOne(exchange)}`);
        // From here on the two hold different things.
        break;
      }
      excused.set(excuse.name, (excused.get(excuse.name) ?? 0) + 1);
    }
  }
  process.stderr.write(
    `differential: seed ${SEED}, MLflow's statuses ${JSON.stringify([...statuses])}, on purpose ${JSON.stringify([...excused])}\n`,
  );
  expect(`${differing.length} differ\n${differing.slice(0, SHOWN).join('\n')}`).toBe('0 differ\n');
  // Else most of it proved only that both refuse.
  expect(statuses.get(200) ?? 0).toBeGreaterThan((SEQUENCES * STEPS) / 2);
});
