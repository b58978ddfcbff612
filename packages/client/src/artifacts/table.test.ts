import { MillraceError } from '@millrace/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendTable, parseTable, toTable } from './table.ts';

const cell = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null));
const rows = fc.array(
  fc.dictionary(fc.constantFrom('a', 'b', 'c'), cell, { minKeys: 1, noNullPrototype: true }),
  {
    maxLength: 6,
  },
);

describe('toTable', () => {
  it('takes rows and columns alike', () => {
    const expected = {
      columns: ['a', 'b'],
      data: [
        [1, null],
        [2, 'x'],
      ],
    };
    expect(toTable([{ a: 1 }, { a: 2, b: 'x' }])).toEqual(expected);
    expect(toTable({ a: [1, 2], b: [null, 'x'] })).toEqual(expected);
  });

  it('refuses columns of different length, and names them', () => {
    expect(() => toTable({ a: [1], b: [1, 2] })).toThrow(/'a' has 1, 'b' has 2/);
  });
});

describe('appendTable', () => {
  it('gives the table of all rows, whatever was appended to what', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        expect(appendTable(toTable(first), toTable(second))).toEqual(toTable([...first, ...second]));
      }),
    );
  });
});

describe('parseTable', () => {
  it('reads what was written', () => {
    const table = toTable([{ a: 1, b: 'x' }]);
    expect(parseTable(JSON.stringify(table), 't.json')).toEqual(table);
  });

  it.each(['', 'null', '[]', '{"columns":[]}', '{"columns":["a"],"data":[1]}'])('refuses %j', (text) => {
    expect(() => parseTable(text, 't.json')).toThrow(MillraceError);
  });
});
