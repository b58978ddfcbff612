import { expect, it } from 'vitest';
import { parseDelimited } from './parse-delimited.ts';
import { previewKind } from './preview-kind.ts';

it('reads quoted cells, line breaks in them and doubled quotes', () => {
  expect(parseDelimited('a,b\r\n"x, y","say ""hi""\nthere"\n\n,z', ',', 10)).toEqual([
    ['a', 'b'],
    ['x, y', 'say "hi"\nthere'],
    ['', 'z'],
  ]);
});

it('stops at its limit, and takes tabs', () => {
  expect(parseDelimited('a\tb\nc\td\ne\tf', '\t', 2)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

it.each([
  ['model/MLmodel', 'text'],
  ['a.PNG', 'image'],
  ['report.html', 'html'],
  ['table.csv', 'table'],
  ['model.json', 'json'],
  ['model_summary.txt', 'text'],
  ['weights.bin', 'none'],
  ['v1.2/weights', 'none'],
])('shows %s as %s', (path, kind) => expect(previewKind(path)).toBe(kind));
