import { MillraceError } from '@millrace/spec';

/** A file among the run's artifacts, or a frame of the series `key`. */
export type ImageTarget =
  | string
  | { readonly key: string; readonly step?: number | undefined; readonly timestamp?: number | undefined };

/** A UUID whose first letter is no hexadecimal digit: after `%` it must not read as an escaped character. */
const frameId = (): string => `g${crypto.randomUUID().slice(1)}`;

/**
 * Where MLflow keeps a frame: `images/<key>%step%<step>%timestamp%<ms>%<id>.png`. MLflow writes `/` of a key as `#`,
 * which servers, its own included, refuse in a path: such keys are refused here, with advice.
 * Throws INVALID_PARAMETER_VALUE.
 */
export const imagePath = (target: ImageTarget): string => {
  if (typeof target === 'string') return target;
  const { key, step = 0, timestamp = Date.now() } = target;
  if (!/^[\w\-. ]+$/.test(key)) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `Image key '${key}': expected letters, digits, '_', '-', '.' and ' '; in place of '/' use '.'`,
    );
  }
  if (!Number.isSafeInteger(step)) {
    throw new MillraceError('INVALID_PARAMETER_VALUE', `Image step ${step}: expected a whole number`);
  }
  return `images/${key}%step%${step}%timestamp%${timestamp}%${frameId()}.png`;
};
