import satisfies from 'semver/functions/satisfies.js';
import valid from 'semver/functions/valid.js';

/**
 * Whether a library's version is in the semver range a plugin was tested against. A pre-release counts as the version
 * it leads to. An unknown or unreadable version is in no range.
 */
export const isInRange = (version: string | undefined, range: string): boolean =>
  version !== undefined && valid(version) !== null && satisfies(version, range, { includePrerelease: true });
