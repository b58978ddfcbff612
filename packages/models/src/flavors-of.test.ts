import type { PluginList, PluginV1 } from '@millrace/spec';
import { describe, expect, it } from 'vitest';
import { adderFlavor } from '../test/adder-flavor.ts';
import { flavorsOf } from './flavors-of.ts';
import { pluginsOf } from './plugins-of.ts';

const plugin = (name: string, ...ids: string[]): PluginV1 => ({
  specVersion: 'v1',
  name,
  flavors: ids.map((id) => adderFlavor(id)),
});

describe('flavorsOf', () => {
  it('takes falsy and nested entries, in order', () => {
    const list: PluginList = [false, plugin('a', 'x', 'y'), [null, [plugin('b', 'z')]], undefined];
    expect(flavorsOf(list).map(({ id }) => id)).toEqual(['x', 'y', 'z']);
    expect(flavorsOf(undefined)).toEqual([]);
  });

  it('takes the same plugin twice as one', () => {
    const one = plugin('a', 'x');
    expect(pluginsOf([one, [one]])).toEqual([one]);
  });

  it('refuses one id from two plugins, and names both', () => {
    expect(() => flavorsOf([plugin('a', 'x'), plugin('b', 'x')])).toThrow(/flavor x comes from both a and b/);
  });

  it('refuses a plugin of another contract, naming found and known', () => {
    const later = { ...plugin('a'), specVersion: 'v9' } as unknown as PluginV1;
    expect(() => pluginsOf(later)).toThrow(/plugin a is written for contract v9; this release knows v1/);
  });

  it('refuses a factory that was not called', () => {
    const factory = (() => plugin('a')) as unknown as PluginV1;
    expect(() => pluginsOf([factory])).toThrow(/Call the factory/);
  });
});
