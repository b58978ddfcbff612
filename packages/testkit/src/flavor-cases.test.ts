import type { FlavorV1, JsonObject } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { describe, expect, it } from 'vitest';
import { flavorCases } from './flavor-cases.ts';

interface Scale {
  readonly kind: 'scale';
  readonly factors: readonly number[];
}

const refuse = (message: string) => new MillraceError('INVALID_PARAMETER_VALUE', message);

/** Multiplies by factors that are stored one byte each behind their count. */
const scaleFlavor: FlavorV1<Scale> = {
  specVersion: 'v1',
  id: 'scale',
  capabilities: { predict: true, browser: true },
  accepts: (value): value is Scale => {
    try {
      return typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'scale';
    } catch {
      return false;
    }
  },
  write: async ({ factors }, artifacts) => {
    await artifacts.write('factors.bin', Uint8Array.from([factors.length, ...factors]));
    return { entry: { file: 'factors.bin' } };
  },
  parseEntry: (entry: JsonObject) => {
    if (entry['file'] === 'factors.bin') return entry;
    throw refuse('not my entry');
  },
  read: async (artifacts) => {
    const [count, ...factors] = await artifacts.read('factors.bin');
    if (count !== factors.length) throw new MillraceError('DATA_LOSS', 'cut short');
    return { kind: 'scale', factors };
  },
  predictor: ({ factors }) => ({
    predict: async (inputs, options) => {
      if (options?.signal?.aborted) throw new MillraceError('CANCELLED', 'gone');
      if (!Array.isArray(inputs)) throw refuse('no list');
      return inputs.map((value, index) => Number(value) * (factors[index] ?? 0));
    },
  }),
};

const brokenCases = async (change: Partial<FlavorV1<Scale>>): Promise<string[]> => {
  const cases = flavorCases({
    flavor: { ...scaleFlavor, ...change },
    makeModel: (): Scale => ({ kind: 'scale', factors: [2, 3] }),
    foreignValues: [{ kind: 'shift' }],
    example: { inputs: [1, 1], outputs: [2, 3] },
  });
  const broken: string[] = [];
  for (const { name, skip, run } of cases) {
    if (skip === undefined) await run().catch(() => broken.push(name));
  }
  return broken;
};

const { write, read, accepts } = scaleFlavor;
const predicting = (predict: NonNullable<ReturnType<typeof asPredict>>) => ({
  predictor: () => ({ predict }),
});
const asPredict = (answer: number[]) => async () => answer;

describe('flavorCases', () => {
  it('finds nothing wrong with a flavor that keeps the contract', async () => {
    expect(await brokenCases({})).toEqual([]);
  });

  const mutants: [string, Partial<FlavorV1<Scale>>, string][] = [
    ['another version', { specVersion: 'v0' as 'v1' }, 'is of contract v1 and has a lower-case id'],
    ['a capital in its id', { id: 'Scale' }, 'is of contract v1 and has a lower-case id'],
    [
      'a capability it lacks',
      { capabilities: { predict: false, browser: true } },
      'is of contract v1 and has a lower-case id',
    ],
    [
      'no taste',
      { accepts: (value): value is Scale => value !== 1 },
      'refuses foreign values without throwing',
    ],
    [
      'an accepts that throws',
      { accepts: (value): value is Scale => Reflect.get(Object(value), 'kind') === 'scale' },
      'refuses foreign values without throwing',
    ],
    [
      'too much taste',
      { accepts: (value): value is Scale => accepts(value) && value.factors.length > 9 },
      'accepts its own model',
    ],
    [
      'an entry that JSON loses',
      { write: async (...args) => ({ entry: { ...(await write(...args)).entry, at: new Date() as never } }) },
      'writes an entry that survives JSON and that it reads itself',
    ],
    [
      'an entry that passes unseen',
      { parseEntry: (entry) => entry },
      'refuses an entry whose paths leave its folder',
    ],
    ['an empty entry that passes', { parseEntry: (entry) => entry }, 'refuses an empty entry'],
    [
      'weights that may be cut short',
      {
        read: async (artifacts) => ({
          kind: 'scale',
          factors: Array.from((await artifacts.read('factors.bin')).slice(1)),
        }),
      },
      'gives a coded error for each file that is cut short, empty or missing',
    ],
    [
      'an error without a code',
      {
        read: async (...args) =>
          read(...args).catch(() => {
            throw new RangeError('cut short');
          }),
      },
      'gives a coded error for each file that is cut short, empty or missing',
    ],
    [
      'a buffer it refills while it streams',
      {
        write: async ({ factors }, artifacts) => {
          const chunk = new Uint8Array(1);
          await artifacts.write(
            'factors.bin',
            (async function* () {
              for (const value of [factors.length, ...factors]) {
                chunk[0] = value;
                yield chunk;
              }
            })(),
          );
          return { entry: { file: 'factors.bin' } };
        },
      },
      'writes the same through a slow stream',
    ],
    ['other predictions', predicting(asPredict([2, 4])), 'predicts the same before and after a round trip'],
    [
      'predictions of anything',
      predicting(asPredict([2, 3])),
      'gives a coded error for inputs that are none of the model’s',
    ],
    [
      'a deaf predictor',
      predicting(asPredict([2, 3])),
      'stops before it predicts when the caller has aborted',
    ],
    [
      'a model lost with its predictor',
      {
        predictor: async (model) => ({
          ...(await scaleFlavor.predictor?.(model)),
          predict: async (inputs, options) =>
            (await scaleFlavor.predictor?.(model))?.predict(inputs, options) ?? null,
          dispose: () => {
            Object.assign(model, { factors: [] });
          },
        }),
      },
      'leaves the model whole when its predictor is disposed of, twice',
    ],
  ];
  for (const [what, change, expected] of mutants) {
    it(`finds ${what}`, async () => {
      expect(await brokenCases(change)).toContain(expected);
    });
  }
});
