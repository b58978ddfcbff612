import { MillraceError } from '@millrace/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertInside, entryText, importLibrary, isInRange, nestedShape, tensorSchema } from './index.ts';

describe('importLibrary', () => {
  it('gives what the loader gave', async () => {
    expect(await importLibrary('fast-check', async () => import('fast-check'))).toBe(
      await import('fast-check'),
    );
  });

  it('says which package to install, and keeps the cause', async () => {
    const missing: string = '@millrace/no-such-package';
    const loading = importLibrary(missing, async () => import(missing));
    await expect(loading).rejects.toThrow('npm install @millrace/no-such-package');
    await expect(loading).rejects.toMatchObject({ code: 'INVALID_STATE', cause: expect.any(Error) });
  });
});

describe('isInRange', () => {
  it('holds versions to a range, pre-releases too', () => {
    expect(isInRange('4.22.0', '>=4.10.0 <5')).toBe(true);
    expect(isInRange('4.23.0-rc.1', '>=4.10.0 <5')).toBe(true);
    expect(isInRange('5.0.0', '>=4.10.0 <5')).toBe(false);
    expect(isInRange('4.9.9', '>=4.10.0 <5')).toBe(false);
  });

  it('has no room for the unknown', () => {
    expect(isInRange(undefined, '*')).toBe(false);
    expect(isInRange('latest', '*')).toBe(false);
  });
});

describe('assertInside', () => {
  it('lets nothing through that leaves the folder', () => {
    const part = fc.constantFrom('a', 'b.bin', '..', '.', '', '...', 'c:', 'd\\e', '\0');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const path = parts.join('/');
        const fine = parts.every((each) => ['a', 'b.bin', '...'].includes(each));
        if (fine) {
          expect(assertInside(path)).toBe(path);
          expect(new URL(path, 'file:///model/').pathname).toBe(`/model/${path}`);
        } else {
          expect(() => assertInside(path)).toThrow(MillraceError);
        }
      }),
    );
  });

  it('refuses what is no text', () => {
    for (const path of [undefined, null, 1, ['a'], {}])
      expect(() => assertInside(path)).toThrow(MillraceError);
  });
});

describe('entryText', () => {
  it('tells what stands there instead of text', () => {
    expect(entryText({ data: 'folder' }, 'data')).toBe('folder');
    expect(() => entryText({ data: 1 }, 'data')).toThrow('has 1 under data');
    expect(() => entryText({}, 'data')).toThrow('has nothing under data');
    expect(() => entryText({ data: '' }, 'data')).toThrow('has "" under data');
  });
});

describe('nestedShape', () => {
  it('measures every regular tensor', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
    const fill = ([size, ...rest]: number[]): unknown =>
      size === undefined ? 1 : Array.from({ length: size }, () => fill(rest));
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(nestedShape(JSON.parse(JSON.stringify(fill(shape))), 'number')).toEqual(shape);
      }),
    );
  });

  it('has no shape for ragged or mixed values', () => {
    for (const value of [
      [[1, 2], [3]],
      [1, [2]],
      [[1], 2],
      [1, null],
      [1, 'a'],
      [[], [1]],
      undefined,
      null,
    ]) {
      expect(nestedShape(value, 'number')).toBeUndefined();
    }
    expect(nestedShape([], 'number')).toEqual([0]);
    expect(nestedShape([true], 'boolean')).toEqual([1]);
  });
});

describe('tensorSchema', () => {
  it('names tensors only where there are several, and frees unknown sizes', () => {
    const one = { name: 'x', dtype: 'float32', shape: [null, 'width', 3] };
    expect(tensorSchema([one])).toEqual([{ type: 'tensor', dtype: 'float32', shape: [-1, -1, 3] }]);
    expect(tensorSchema([one, { ...one, name: 'y' }]).map(({ name }) => name)).toEqual(['x', 'y']);
  });
});
