import { MillraceError, type PluginList, type PluginV1 } from '@millrace/spec';

const SUPPORTED: readonly string[] = ['v1'];

const check = (plugin: PluginV1): PluginV1 => {
  if (SUPPORTED.includes(plugin.specVersion)) return plugin;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `Plugin '${plugin.name}' follows version '${String(plugin.specVersion)}' of the plugin contract, this client knows ${SUPPORTED.join(', ')}: install versions that fit`,
    { reason: 'client/plugin-version' },
  );
};

const isPlugin = (entry: NonNullable<PluginList>): entry is PluginV1 =>
  typeof entry === 'object' && 'specVersion' in entry;

/** A list as users write it, flat. Throws INVALID_PARAMETER_VALUE for a version of the contract we do not know. */
export const collectPlugins = (list: PluginList): PluginV1[] => {
  if (list === false || list === null || list === undefined) return [];
  return isPlugin(list) ? [check(list)] : list.flatMap(collectPlugins);
};
