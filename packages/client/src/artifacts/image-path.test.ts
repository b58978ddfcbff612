import { describe, expect, it } from 'vitest';
import { imagePath } from './image-path.ts';

describe('imagePath', () => {
  it('names a frame as MLflow does', () => {
    expect(imagePath({ key: 'val.masks', step: 3, timestamp: 1700000000000 })).toMatch(
      /^images\/val\.masks%step%3%timestamp%1700000000000%g[0-9a-f]{7}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.png$/,
    );
  });

  it('gives two frames of one moment two files', () => {
    const target = { key: 'a', step: 1, timestamp: 1 };
    expect(imagePath(target)).not.toBe(imagePath(target));
  });

  it.each([{ key: 'a#b' }, { key: 'val/masks' }, { key: '' }, { key: 'a', step: 1.5 }])(
    'refuses %o',
    (target) => {
      expect(() => imagePath(target)).toThrow(/Image/);
    },
  );
});
