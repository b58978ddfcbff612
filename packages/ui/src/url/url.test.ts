import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  DEFAULT_SORT,
  nextSort,
  readColumns,
  readSort,
  writeColumns,
  writeSort,
} from '../features/runs-table/columns.ts';
import { parseRunSearch, readRange, writeRange } from './run-search.ts';
import { parseRunsSearch } from './runs-search.ts';
import { parseSearch, stringifySearch } from './search-codec.ts';

it('brings back any filter through an address', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (q) => {
      fc.pre(q.isWellFormed());
      expect(parseRunsSearch(parseSearch(stringifySearch({ q }))).q).toBe(q);
    }),
  );
});

it('brings back any columns, whatever their keys', () => {
  const id = fc.string({ minLength: 1 }).map((key) => `m.${key}`);
  fc.assert(
    fc.property(fc.array(id), (ids) => {
      expect(readColumns(writeColumns(ids))).toEqual(ids);
    }),
  );
});

it('leaves defaults out', () => {
  expect(stringifySearch({ q: undefined, view: undefined, sort: writeSort(DEFAULT_SORT) })).toBe('');
});

it('takes nothing an address cannot mean', () => {
  expect(parseRunsSearch({ view: 'all', sort: '', q: '' })).toEqual({});
  expect(parseRunSearch({ tab: 'models', smooth: '2', x: '5', y: 'cube' })).toEqual({});
  expect(readColumns('created,nonsense,m.,p.lr')).toEqual(['created', 'p.lr']);
});

it('sorts only by what the server can', () => {
  expect(readSort('-duration')).toEqual(DEFAULT_SORT);
  expect(readSort('c.loss')).toEqual(DEFAULT_SORT);
  expect(readSort('-m.val/f1')).toEqual({ id: 'm.val/f1', descending: true });
  expect(readSort('p.-odd')).toEqual({ id: 'p.-odd', descending: false });
});

it('turns a sort round on the second click, and begins where people look', () => {
  const first = nextSort(DEFAULT_SORT, 'm.loss');
  expect(first).toEqual({ id: 'm.loss', descending: true });
  expect(nextSort(first, 'm.loss').descending).toBe(false);
  expect(nextSort(DEFAULT_SORT, 'p.lr').descending).toBe(false);
});

it('keeps a zoom, also below zero', () => {
  for (const range of [
    { start: 1000, end: 2000 },
    { start: -5, end: 7.25 },
  ]) {
    const { x } = parseRunSearch({ x: writeRange(range) });
    expect(readRange(x)).toEqual(range);
  }
  expect(readRange('5~5')).toBeUndefined();
});
