import type { JsonObject } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';

/** The text under one key of a flavor's entry. INVALID_PARAMETER_VALUE when it is absent, empty or no text. */
export const entryText = (entry: JsonObject, key: string): string => {
  const value = entry[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `The flavor's entry has ${value === undefined ? 'nothing' : JSON.stringify(value)} under ${key}, expected text. ` +
      'The MLmodel file is damaged, or written by something else.',
    { reason: 'plugin-kit/entry' },
  );
};
