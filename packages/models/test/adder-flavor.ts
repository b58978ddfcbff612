import type { FlavorV1, JsonObject } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';

const FILE = 'amount.txt';

/** A model that adds a number: the smallest flavor with a file, for tests. */
export class Adder {
  readonly amount: number;

  constructor(amount: number) {
    this.amount = amount;
  }
}

export const adderFlavor = (id = 'adder'): FlavorV1<Adder> => ({
  specVersion: 'v1',
  id,
  capabilities: { predict: true, browser: true },
  accepts: (value) => value instanceof Adder,
  write: async (model, artifacts) => {
    await artifacts.write(FILE, new TextEncoder().encode(String(model.amount)));
    return {
      entry: { file: FILE },
      signature: {
        inputs: [{ type: 'tensor', dtype: 'float32', shape: [-1] }],
        outputs: [{ type: 'tensor', dtype: 'float32', shape: [-1] }],
        params: null,
      },
    };
  },
  parseEntry: (entry: JsonObject) => {
    if (entry['file'] === FILE) return entry;
    throw new MillraceError('INVALID_PARAMETER_VALUE', 'The entry names no file.');
  },
  read: async (artifacts) => new Adder(Number(new TextDecoder().decode(await artifacts.read(FILE)))),
  predictor: ({ amount }) => ({
    predict: async (inputs) => (Array.isArray(inputs) ? inputs.map((value) => Number(value) + amount) : null),
  }),
});
