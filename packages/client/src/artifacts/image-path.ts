import { MillraceError } from '@millrace/spec';

/** A file among the run's artifacts, or a frame of the series `key`. */
export type ImageTarget =
  | string
  | { readonly key: string; readonly step?: number | undefined; readonly timestamp?: number | undefined };

/**
 * Where MLflow keeps a frame: `images/<key>%step%<step>%timestamp%<ms>%<uuid>.png`, `/` of the key as `#`.
 * Throws INVALID_PARAMETER_VALUE for a key that such a name cannot hold.
 */
export const imagePath = (target: ImageTarget): string => {
  if (typeof target === 'string') return target;
  const { key, step = 0, timestamp = Date.now() } = target;
  if (!/^[\w\-./ ]+$/.test(key)) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `Image key '${key}': expected letters, digits, '_', '-', '.', ' ' and '/'`,
    );
  }
  if (!Number.isSafeInteger(step)) {
    throw new MillraceError('INVALID_PARAMETER_VALUE', `Image step ${step}: expected a whole number`);
  }
  return `images/${key.replaceAll('/', '#')}%step%${step}%timestamp%${timestamp}%${crypto.randomUUID()}.png`;
};
