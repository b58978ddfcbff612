import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wire } from './wire.ts';

const roundTrip = (value: unknown): unknown =>
  wire.deserialize(JSON.parse(JSON.stringify(wire.serialize(value))));

/** JSON has one zero; nothing of ours tells zeros apart. */
const leaf = fc.oneof(
  fc.double().map((value) => (value === 0 ? 0 : value)),
  fc.string(),
  fc.boolean(),
  fc.constant(null),
);

const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '$number' && key !== '__proto__'),
      tie('value'),
      {
        maxKeys: 5,
        noNullPrototype: true,
      },
    ),
  ),
}));

describe('wire', () => {
  it('brings every value through JSON, NaN and infinities included', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(roundTrip(value)).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('marks the three numbers JSON does not have', () => {
    expect(wire.serialize([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1])).toEqual([
      { $number: 'NaN' },
      { $number: 'Infinity' },
      { $number: '-Infinity' },
      1,
    ]);
  });

  it('copies nothing when nothing needs a mark', () => {
    const value = { a: [1, { b: 'x' }], c: null };
    expect(wire.serialize(value)).toBe(value);
    expect(wire.deserialize(value)).toBe(value);
  });

  it('copies only what changes, and leaves the given value alone', () => {
    const kept = { b: 1 };
    const value = { changed: [Number.NaN], kept };
    const sent = wire.serialize(value) as typeof value;
    expect(sent.kept).toBe(kept);
    expect(value.changed[0]).toBeNaN();
  });

  it('leaves a mark it does not know as it is', () => {
    expect(wire.deserialize({ $number: '5' })).toEqual({ $number: '5' });
  });

  it('keeps keys that other objects inherit as plain data', () => {
    const value = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') as Record<string, unknown>;
    const back = wire.deserialize(wire.serialize(value)) as Record<string, unknown>;
    expect(back['constructor']).toBe(2);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
