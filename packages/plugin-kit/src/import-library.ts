import { MillraceError } from '@millrace/spec';

/**
 * Imports a plugin's framework when it is first needed, so that listing a plugin costs nothing.
 * `load` holds a literal import: `importLibrary('onnxruntime-node', () => import('onnxruntime-node'))`.
 * INVALID_STATE when the package is not there or breaks while loading; the message says which to install.
 */
export const importLibrary = async <Library>(
  packageName: string,
  load: () => Promise<Library>,
): Promise<Library> => {
  try {
    return await load();
  } catch (cause) {
    throw new MillraceError(
      'INVALID_STATE',
      `The package ${packageName} could not be loaded. Add it to your dependencies (npm install ${packageName}), ` +
        'or pass the library to the plugin.',
      { reason: 'plugin-kit/library-missing', cause },
    );
  }
};
