import { expect, it } from 'vitest';
import { parseByteRange } from './byte-range.ts';

it.each([
  ['bytes=1-2', { start: 1, end: 3 }],
  ['bytes=5-', { start: 5 }],
  ['bytes=0-0', { start: 0, end: 1 }],
  ['bytes=3-2', undefined],
  ['bytes=-5', undefined],
  ['bytes=0-1,4-5', undefined],
  ['lines=1-2', undefined],
  ['bytes=1-9999999999999999', undefined],
  [undefined, undefined],
])('reads %j', (header, expected) => {
  expect(parseByteRange(header)).toEqual(expected);
});
