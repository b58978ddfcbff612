import type { FlavorV1, PluginList } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import { pluginsOf } from './plugins-of.ts';

/**
 * The flavors of a plugin list, in order: what `saveModel` and `loadModel` choose from.
 * INVALID_PARAMETER_VALUE when two of them claim one id, since the id alone decides who reads a folder.
 */
export const flavorsOf = (plugins: PluginList): readonly FlavorV1[] => {
  const owners = new Map<string, string>();
  const flavors: FlavorV1[] = [];
  for (const plugin of pluginsOf(plugins)) {
    for (const flavor of plugin.flavors ?? []) {
      const owner = owners.get(flavor.id);
      if (owner !== undefined) {
        throw new MillraceError(
          'INVALID_PARAMETER_VALUE',
          `The flavor ${flavor.id} comes from both ${owner} and ${plugin.name}. Keep one of them in the plugin list.`,
          { reason: 'models/duplicate-flavor' },
        );
      }
      owners.set(flavor.id, plugin.name);
      flavors.push(flavor);
    }
  }
  return flavors;
};
