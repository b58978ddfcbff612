import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePath, parseQuery, refuseHiddenClimb, splitTarget } from './target.ts';

describe('parseQuery', () => {
  it('reads names, spaces, repeats', () => {
    expect({ ...parseQuery('a=1&b=x+y%20z&a=2&list=p&list=q&&c', ['list']) }).toEqual({
      a: '1',
      b: 'x y z',
      list: ['p', 'q'],
      c: '',
    });
  });

  it('has no inherited names', () => {
    expect(parseQuery('__proto__=x', []).toString).toBeUndefined();
  });

  it.each(['path=%', 'path=%c0%ae', '%ff=x'])('refuses %s', (query) => {
    expect(() => parseQuery(query, [])).toThrow('malformed percent-encoding');
  });

  it('agrees with URLSearchParams on what that writes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.string({ unit: 'grapheme' }))), (pairs) => {
        const query = new URLSearchParams(pairs).toString();
        const expected = new URLSearchParams(query).getAll('a');
        expect(parseQuery(query, ['a'])['a'] ?? []).toEqual(expected);
      }),
    );
  });
});

describe('paths', () => {
  it('splits at the first question mark', () => {
    expect(splitTarget('/a?b?c')).toEqual({ path: '/a', query: 'b?c' });
    expect(splitTarget('/a')).toEqual({ path: '/a', query: '' });
  });

  it('decodes each part once', () => {
    expect(decodePath('a%20b/%25c')).toBe('a b/%c');
    expect(() => decodePath('a%2fb')).toThrow('an encoded separator');
  });

  it.each([
    '..',
    'a/../b',
    './a',
    'a\\..\\b',
    '%2e%2e/x',
    '%252e%252e%252f',
    '%25252e%25252e',
    '..%5c',
    'a/%2E',
  ])('refuses %s, which climbs now or after another decoding', (path) => {
    expect(() => refuseHiddenClimb(path)).toThrow('Invalid path');
  });

  it.each(['a/b.txt', 'loss%step%25%timestamp%1795516662%2f8a.png', '100%', '..a/b..', ''])(
    'takes %s',
    (path) => {
      expect(refuseHiddenClimb(path)).toBe(path);
    },
  );

  it('ends on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('%', '2', '5', 'e', '.', '/', '\\') }), (path) => {
        try {
          expect(refuseHiddenClimb(path)).toBe(path);
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_PARAMETER_VALUE' });
        }
      }),
    );
  });
});
