import { invalid, tooLong } from './invalid.ts';

/** Whether a text has at most this many characters; a pair of surrogates is one. */
const fits = (text: string, limit: number): boolean =>
  text.length <= limit || (text.length <= 2 * limit && Array.from(text).length <= limit);

/** Throws INVALID_PARAMETER_VALUE for half a surrogate pair, which no store can keep as it is. */
const checkWellFormed = (text: string, path: string): void => {
  if (!text.isWellFormed()) throw invalid(`'${path}' is not valid Unicode text`, 'invalid-text');
};

/** A text within its limit, or INVALID_PARAMETER_VALUE. */
export const checkText = (text: string, path: string, limit: number): void => {
  if (!fits(text, limit)) throw tooLong(path, limit);
  checkWellFormed(text, path);
};

/** As MLflow does with long param and tag values by default: cut, not refused. */
export const truncate = (text: string, path: string, limit: number): string => {
  checkWellFormed(text, path);
  return fits(text, limit) ? text : Array.from(text).slice(0, limit).join('');
};
