import { isArtifactPath } from './artifact-path.ts';
import { invalid, tooLong } from './invalid.ts';
import { LIMITS } from './limits.ts';

/** The scheme of artifacts this server keeps itself. */
export const PROXY_SCHEME = 'mlflow-artifacts:';

const PROXY = /^mlflow-artifacts:\/(?!\/)(.*)$/s;

/** Where the logged models of an experiment are, below its location. */
export const MODELS_FOLDER = 'models';

/** How deep an experiment's own folder may lie: whoever looks for the owner of a path looks no deeper. */
export const MAX_LOCATION_PARTS = 16;

/** The folder a location names below the artifacts' root, or `undefined` when they are not kept here. */
export const toFolder = (location: string): string | undefined => PROXY.exec(location)?.[1];

export const joinLocation = (location: string, ...parts: readonly string[]): string =>
  [location.replace(/\/+$/, ''), ...parts].join('/');

const refused = (given: string): Error =>
  invalid(
    `Invalid artifact location ${JSON.stringify(given.slice(0, 200))}: expected mlflow-artifacts:/<folder> ` +
      'or a prefix that this server allows; leave it out for the default',
    'invalid-artifact-location',
  );

/**
 * A database may lie beside the artifacts, in the same folder: no location begins with a name that it, its journals or
 * a hidden file of the store could have.
 */
const RESERVED = /^\.|\.(?:db|sqlite3?)(?:-|$)/i;

const isOwnFolder = (folder: string): boolean => {
  const [first, ...rest] = folder.split('/');
  if (first === undefined || first === '' || rest.length >= MAX_LOCATION_PARTS) return false;
  return !RESERVED.test(first) && !folder.includes(';') && isPlain(folder);
};

/** What follows an allowed prefix must be a plain path: no query, fragment, parameter, dots or escapes. */
const isBelow = (location: string, root: string): boolean => {
  const base = root.replace(/\/+$/, '');
  if (location === base) return true;
  if (!location.startsWith(`${base}/`)) return false;
  const rest = location.slice(base.length + 1);
  return !rest.includes(';') && isPlain(rest);
};

const isPlain = (path: string): boolean => isArtifactPath(path) && !/[%?]/.test(path);

/**
 * Where an experiment may keep artifacts: a folder of this server, or below a prefix the operator allows. A client never
 * makes the server, or another client, open a place of its own choice. Throws INVALID_PARAMETER_VALUE.
 */
export const checkArtifactLocation = (location: string, allowed: readonly string[]): string => {
  if (location.length > LIMITS.artifactLocation) throw tooLong('artifact_location', LIMITS.artifactLocation);
  const trimmed = location.endsWith('/') ? location.slice(0, -1) : location;
  const isAllowed = trimmed.startsWith(PROXY_SCHEME)
    ? isOwnFolder(toFolder(trimmed) ?? '')
    : allowed.some((root) => isBelow(trimmed, root));
  if (isAllowed) return trimmed;
  throw refused(location);
};
