import satisfies from 'semver/functions/satisfies.js';

/** Pre-releases of a version in the range are in it: whoever runs one wants it watched. */
export const isInRange = (version: string, range: string): boolean =>
  satisfies(version, range, { includePrerelease: true });
