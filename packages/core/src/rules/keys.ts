import { invalidValue, missing, tooLong } from './invalid.ts';
import { LIMITS } from './limits.ts';

const ALLOWED = /^[/\p{L}\p{N}_.\- :]*$/u;

/**
 * `a/b` is fine, `a//b`, `a/`, `/a`, `./a` and `a/../b` are not: as a file's path each would mean another. MLflow also
 * refuses whatever begins with two dots.
 */
const isCanonicalPath = (key: string): boolean =>
  !key.startsWith('..') && key.split('/').every((part) => part !== '' && part !== '.' && part !== '..');

const check = (key: string, path: string): void => {
  if (key === '') throw missing(path);
  if (key.length > LIMITS.key) throw tooLong(path, LIMITS.key);
  if (!ALLOWED.test(key)) {
    throw invalidValue(
      path,
      key,
      'Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).',
    );
  }
  if (!isCanonicalPath(key)) {
    throw invalidValue(
      path,
      key,
      'Names may be treated as files in certain cases, and must not resolve to other names when treated as such. ' +
        'Leave out empty parts, "." and "..".',
    );
  }
};

/** Training loops repeat their keys: known good ones skip the patterns. Cleared when full. */
const known = new Set<string>();
const KNOWN_MAX = 10_000;

/** Checks a metric, param or tag key by MLflow's rules. `path` names it in the error: `metrics[3].key`. */
export const checkKey = (key: string, path: string | (() => string)): void => {
  if (known.has(key)) return;
  check(key, typeof path === 'string' ? path : path());
  if (known.size >= KNOWN_MAX) known.clear();
  known.add(key);
};
