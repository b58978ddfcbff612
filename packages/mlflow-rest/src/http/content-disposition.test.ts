import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentDisposition } from './content-disposition.ts';

it.each([
  ['a.txt', 'attachment; filename="a.txt"'],
  ['a b.txt', 'attachment; filename="a b.txt"'],
  [
    'a"; filename="x.html',
    `attachment; filename="a filenamex.html"; filename*=UTF-8''a%22%3B%20filename%3D%22x.html`,
  ],
  [
    'a\r\nSet-Cookie: x=1',
    `attachment; filename="aSet-Cookie x1"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x%3D1`,
  ],
  ['日本.txt', `attachment; filename=".txt"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.txt`],
  ['日本', `attachment; filename="download"; filename*=UTF-8''%E6%97%A5%E6%9C%AC`],
  ["it's(1)*", `attachment; filename="its1"; filename*=UTF-8''it%27s%281%29%2A`],
])('names %j', (name, expected) => {
  expect(contentDisposition(name)).toBe(expected);
});

it('is one header of printable ASCII for any name, and gives the name back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const header = contentDisposition(name);
      expect(header).toMatch(/^[\x20-\x7e]+$/);
      expect(header.match(/"/g)).toHaveLength(2);
      const escaped = /filename\*=UTF-8''(\S*)$/.exec(header)?.[1];
      if (escaped !== undefined) expect(decodeURIComponent(escaped)).toBe(name.toWellFormed());
    }),
  );
});
