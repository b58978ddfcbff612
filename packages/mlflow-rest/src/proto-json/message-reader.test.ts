import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageReader } from './message-reader.ts';

const refusal = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER_VALUE' });
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
};

const read = (value: unknown) => new MessageReader({ field: value });

describe('numbers', () => {
  it.each([
    [0, 0],
    [-0, 0],
    ['12', 12],
    ['-3', -3],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    [String(Number.MIN_SAFE_INTEGER), Number.MIN_SAFE_INTEGER],
    [null, undefined],
  ])('takes %j as the integer %j', (given, expected) => {
    expect(read(given).integer('field')).toBe(expected);
  });

  it.each([9_007_199_254_740_992, '9223372036854775807', 2 ** 63, 1.5, 'abc', '', '1e3', ' 1', true, [], {}])(
    'refuses %j as an integer',
    (given) => {
      expect(refusal(() => read(given).integer('field'))).toMatch(
        /^Invalid value .* for parameter 'field' supplied/,
      );
    },
  );

  it.each([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['1.5e3', 1500],
    ['.5', 0.5],
    [-0.25, -0.25],
  ])('takes %j as the double %j', (given, expected) => {
    expect(read(given).double('field')).toBe(expected);
  });

  it.each([Number.POSITIVE_INFINITY, '1e400', 'nan', '0x10', 'x', true, [1]])(
    'refuses %j as a double',
    (given) => {
      expect(refusal(() => read(given).double('field'))).toContain("parameter 'field'");
    },
  );

  it('never rounds an integer and never makes one up', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }), (exact) => {
        for (const given of [String(exact), JSON.parse(String(exact))] as const) {
          let taken: number | undefined;
          try {
            taken = read(given).integer('field');
          } catch {
            const isSafe = exact >= Number.MIN_SAFE_INTEGER && exact <= Number.MAX_SAFE_INTEGER;
            expect(isSafe).toBe(false);
            continue;
          }
          expect(BigInt(taken ?? 0)).toBe(exact);
        }
      }),
    );
  });
});

describe('fields', () => {
  it('takes either spelling of a name, not both', () => {
    expect(new MessageReader({ max_results: 3 }).integer('max_results')).toBe(3);
    expect(new MessageReader({ maxResults: 3 }).integer('max_results')).toBe(3);
    expect(refusal(() => new MessageReader({ maxResults: 3, max_results: 3 }).integer('max_results'))).toBe(
      "Request specifies both 'max_results' and 'maxResults'; provide only one of them.",
    );
  });

  it('calls an absent, null or empty value missing when it is required', () => {
    for (const message of [{}, { key: null }, { key: '' }]) {
      expect(refusal(() => new MessageReader(message).requiredString('key'))).toBe(
        "Missing value for required parameter 'key'. See the API docs for more information about request parameters.",
      );
    }
  });

  it('takes run_uuid for run_id', () => {
    expect(new MessageReader({ run_uuid: 'r' }).requiredRunId()).toBe('r');
    expect(refusal(() => new MessageReader({ run_id: 7 }).requiredRunId())).toContain("type 'int'");
  });

  it('takes an enum by name and by number', () => {
    const numbers = { RUNNING: 1, FAILED: 4 };
    for (const given of ['FAILED', 4, '4']) expect(read(given).choice('field', numbers)).toBe('FAILED');
    for (const given of ['failed', 2, true, 'toString']) refusal(() => read(given).choice('field', numbers));
  });

  it('names the place of a value in a list', () => {
    const items = new MessageReader({ tags: [{ key: 'a' }, {}] });
    expect(refusal(() => items.messages('tags', (item) => item.requiredString('key')))).toContain(
      "'tags[1].key'",
    );
    expect(refusal(() => read(['a', 5]).strings('field'))).toContain("'field.1'");
    expect(refusal(() => read('a').strings('field'))).toContain("type 'str'");
    for (const given of [1, 'a', null, []])
      refusal(() => read([given]).messages('field', (item) => item.string('key')));
  });
});
