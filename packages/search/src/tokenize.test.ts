import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenize } from './tokenize.ts';

const kinds = (text: string): string[] => tokenize(text).map((token) => token.kind);

describe('tokenize', () => {
  it('tells the parts of a filter apart', () => {
    const text = "metrics.loss <= -1.5e3 AND tags.`a b` in ('x')";
    expect(kinds(text).filter((kind) => kind !== 'space')).toEqual([
      'word',
      'dot',
      'word',
      'comparator',
      'number',
      'keyword',
      'word',
      'dot',
      'key',
      'keyword',
      'open',
      'string',
      'close',
    ]);
  });

  it('takes keywords and digits beside a dot as names', () => {
    expect(kinds('tags.in')).toEqual(['word', 'dot', 'word']);
    expect(kinds('metrics.1')).toEqual(['word', 'dot', 'word']);
    expect(kinds('in')).toEqual(['keyword']);
  });

  it('ends an open quote with the text', () => {
    expect(tokenize("a = 'it")).toContainEqual({ kind: 'open-quote', start: 4, end: 7 });
  });

  it('covers any text without gaps', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
        const tokens = tokenize(text);
        expect(tokens.map((token) => text.slice(token.start, token.end)).join('')).toBe(text);
        for (const token of tokens) expect(token.end).toBeGreaterThan(token.start);
      }),
      { numRuns: 2000 },
    );
  });
});
