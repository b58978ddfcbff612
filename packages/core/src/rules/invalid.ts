import { MillraceError } from '@millrace/spec';

/** A refused input. `reason` is the part after `core/`. */
export const invalid = (message: string, reason: string): MillraceError =>
  new MillraceError('INVALID_PARAMETER_VALUE', message, { reason: `core/${reason}` });

const SHOWN = 200;

/** A value as MLflow words it: JSON, shortened. */
export const shown = (value: string | number): string => {
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…"` : text;
};

/** MLflow's sentence for a value that breaks a rule. */
export const invalidValue = (path: string, value: string | number, rule: string): MillraceError =>
  invalid(`Invalid value ${shown(value)} for parameter '${path}' supplied: ${rule}`, 'invalid-value');

export const tooLong = (path: string, limit: number): MillraceError =>
  invalid(`'${path}' exceeds the maximum length of ${limit} characters`, 'too-long');

export const missing = (path: string): MillraceError =>
  invalid(`Missing value for required parameter '${path}'.`, 'missing-value');
