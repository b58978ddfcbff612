import { describe, expect, test } from 'vitest';
import { wantsColor } from './colors.ts';
import { formatDuration, formatSize } from './format.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ CI: '1' }, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ TERM: 'dumb' }, true, false],
])('with %j and terminal %j colour is %j', (env, isTerminal, expected) => {
  expect(wantsColor(env, isTerminal)).toBe(expected);
});

test('text of others moves no cursor, sets no title, turns no line around', () => {
  expect(printable('a\u001b[2Jb\u009b1mc\nd\u202ee')).toBe('a\uFFFD[2Jb\uFFFD1mc\uFFFDd\uFFFDe');
  expect(printable('Größe 模型 🚗')).toBe('Größe 模型 🚗');
});

describe('table', () => {
  test('has no borders, no trailing spaces and a dash for what is absent', () => {
    expect(
      table(
        [
          ['1', 'cars'],
          ['22', null],
        ],
        ['ID', 'NAME'],
      ),
    ).toBe('ID  NAME\n1   cars\n22  -');
  });

  test('keeps columns straight under wide characters', () => {
    expect(
      table([
        ['模型', 'a'],
        ['x', 'b'],
      ]),
    ).toBe('模型  a\nx     b');
  });
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1_234_567, '1.2 MB'],
  [5e15, '5000.0 TB'],
])('%i bytes are %s', (bytes, text) => expect(formatSize(bytes)).toBe(text));

test.each([
  [5, '5ms'],
  [59_900, '59.9s'],
  [61_000, '1m 01s'],
  [3_725_000, '1h 02m'],
])('%i ms are %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));
