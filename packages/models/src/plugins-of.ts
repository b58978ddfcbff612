import type { PluginList, PluginV1 } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';

/** Versions of the plugin contract that this release understands. */
const SPEC_VERSIONS: readonly string[] = ['v1'];

const isList = (entry: PluginList): entry is readonly PluginList[] => Array.isArray(entry);

const flatten = (entry: PluginList): PluginV1[] => {
  if (!entry) return [];
  return isList(entry) ? entry.flatMap(flatten) : [entry];
};

/**
 * The plugins of a list as users write it, in order; a plugin that is listed twice counts once.
 * INVALID_PARAMETER_VALUE for something that is no plugin, or one of a contract this release does not know.
 */
export const pluginsOf = (list: PluginList): readonly PluginV1[] => {
  const plugins = [...new Set(flatten(list))];
  for (const plugin of plugins) {
    const { name, specVersion }: { name: unknown; specVersion: unknown } = plugin;
    if (typeof name !== 'string' || typeof specVersion !== 'string') {
      throw new MillraceError(
        'INVALID_PARAMETER_VALUE',
        'The plugin list holds a value that is no plugin. Call the factory: `plugins: [example()]`, not `[example]`.',
        { reason: 'models/not-a-plugin' },
      );
    }
    if (!SPEC_VERSIONS.includes(specVersion)) {
      throw new MillraceError(
        'INVALID_PARAMETER_VALUE',
        `The plugin ${name} is written for contract ${specVersion}; this release knows ${SPEC_VERSIONS.join(', ')}. ` +
          'Install versions of both that belong together.',
        { reason: 'models/spec-version' },
      );
    }
  }
  return plugins;
};
