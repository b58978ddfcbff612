import { MillraceError } from '@millrace/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytePath, toBytePath } from './byte-route.ts';

const part = fc
  .string({ minLength: 1, unit: 'grapheme' })
  .filter((text) => !text.includes('/') && text.isWellFormed());
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

describe('the byte route', () => {
  it('names a file of a run, of a model version, and a location', () => {
    expect(toBytePath({ runId: 'r1', path: 'model/a b.txt' })).toBe('/bytes/runs/r1/model/a%20b.txt');
    expect(toBytePath({ modelName: 'a b', version: 3, path: 'MLmodel' })).toBe(
      '/bytes/versions/a%20b/3/MLmodel',
    );
    expect(toBytePath({ location: '1/r1/artifacts/ä.txt' })).toBe('/bytes/at/1/r1/artifacts/%C3%A4.txt');
  });

  it('brings any target back from its path', () => {
    fc.assert(
      fc.property(part, path, fc.integer({ min: 1 }), (runId, below, version) => {
        const target = { modelName: runId, version, path: below };
        expect(fromBytePath(toBytePath(target))).toEqual(target);
        expect(fromBytePath(toBytePath({ runId, path: below }))).toEqual({ runId, path: below });
        expect(fromBytePath(toBytePath({ modelId: runId, path: below }))).toEqual({
          modelId: runId,
          path: below,
        });
        expect(fromBytePath(toBytePath({ location: below }))).toEqual({ location: below });
      }),
    );
  });

  it('takes one path in URLs: what the browser normalises is what was built', () => {
    fc.assert(
      fc.property(path, (below) => {
        fc.pre(below.split('/').every((text) => text !== '.' && text !== '..'));
        const built = toBytePath({ location: below });
        expect(new URL(built, 'http://127.0.0.1').pathname).toBe(built);
      }),
    );
  });

  it.each(['/bytes/runs/r/..%2Fx', '/bytes/at/1%2f2', '/bytes/runs/a%2Fb/c'])(
    'refuses an encoded separator: %s',
    (encoded) => expect(() => fromBytePath(encoded)).toThrow(/encoded separator/),
  );

  it.each(['/bytes/at/%', '/bytes/at/%zz', '/bytes/at/%c0%ae'])(
    'refuses malformed escapes: %s',
    (encoded) => {
      expect(() => fromBytePath(encoded)).toThrow(/malformed percent-encoding/);
    },
  );

  it('decodes once: what is left encoded is for the services to refuse', () => {
    expect(fromBytePath('/bytes/at/1/%252e%252e')).toEqual({ location: '1/%2e%2e' });
  });

  it.each([
    '/bytes',
    '/bytes/',
    '/bytes/other/x',
    '/bytes/runs',
    '/bytes/models',
    '/bytes/versions/m',
    '/bytes/versions/m/x/a',
  ])('knows no other route: %s', (encoded) => {
    expect(() => fromBytePath(encoded)).toThrow(MillraceError);
  });
});
