import type { Input } from '@millrace/protocol';
import { type MetadataReader, MillraceError } from '@millrace/spec';
import { MAX_LOCATION_PARTS, PROXY_SCHEME, toFolder } from './rules/artifact-location.ts';
import { checkArtifactPath } from './rules/artifact-path.ts';
import { invalid } from './rules/invalid.ts';
import { requireRun } from './rules/runs.ts';

export type ArtifactTarget = Input<'artifacts.list'>['target'];

/** A path below the artifacts' root that belongs to an experiment. */
export interface ArtifactPlace {
  /** The run's artifact folder, or the experiment's. */
  readonly root: string;
  /** The whole path, the root's included. */
  readonly path: string;
  readonly rootUri: string;
  /** The run it belongs to, if any. */
  readonly runId: string | undefined;
}

/** The parts of a path below its root. */
const belowRoot = (root: string, path: string): string[] =>
  path === root ? [] : path.slice(root.length + 1).split('/');

const toPath = (root: string, below: string): string => (below === '' ? root : `${root}/${below}`);

const placeInRun = async (metadata: MetadataReader, runId: string, given: string): Promise<ArtifactPlace> => {
  const below = checkArtifactPath(given);
  const run = await requireRun(metadata, runId);
  const root = toFolder(run.artifactUri);
  if (root === undefined) {
    throw new MillraceError(
      'NOT_IMPLEMENTED',
      `The artifacts of run ${runId} are not kept by this server: read them from the run's artifact URI`,
      { reason: 'core/artifacts-elsewhere' },
    );
  }
  const checked = checkArtifactPath(root);
  return { root: checked, path: toPath(checked, below), rootUri: run.artifactUri, runId };
};

/**
 * The experiment a location lies below: by its first part where the experiment has the default location, else by the
 * longest leading folder that is an experiment's own location. What lies beside is nobody's and is never touched.
 */
const findRoot = async (metadata: MetadataReader, path: string): Promise<string | undefined> => {
  const parts = path.split('/');
  const [first] = parts;
  if (first !== undefined && /^\d{1,18}$/.test(first)) {
    const experiment = await metadata.findExperiment(first);
    if (experiment !== undefined && toFolder(experiment.artifactLocation) === first) return first;
  }
  for (let length = Math.min(parts.length, MAX_LOCATION_PARTS); length > 0; length--) {
    const folder = parts.slice(0, length).join('/');
    const owner = await metadata.findExperimentByLocation(`${PROXY_SCHEME}/${folder}`);
    if (owner !== undefined) return folder;
  }
  return undefined;
};

const placeAtLocation = async (metadata: MetadataReader, location: string): Promise<ArtifactPlace> => {
  const path = checkArtifactPath(location);
  const root = path === '' ? undefined : await findRoot(metadata, path);
  if (root === undefined) {
    throw invalid(
      'Invalid path: expected a location below an experiment, such as <experiment>/<run>/artifacts/model',
      'location-outside-experiments',
    );
  }
  const [first] = belowRoot(root, path);
  const run = first === undefined ? undefined : await metadata.findRun(first);
  return { root, path, rootUri: `${PROXY_SCHEME}/${path}`, runId: run?.runId };
};

/** Where a target lies. Throws INVALID_PARAMETER_VALUE for anything outside every experiment. */
export const locateArtifact = (metadata: MetadataReader, target: ArtifactTarget): Promise<ArtifactPlace> =>
  'runId' in target
    ? placeInRun(metadata, target.runId, target.path)
    : placeAtLocation(metadata, target.location);

/** The folder of an experiment, of a run, or of a run's artifacts: never removed as one. */
export const isArtifactRoot = ({ root, path, runId }: ArtifactPlace): boolean => {
  const [first, second, ...deeper] = belowRoot(root, path);
  if (first === undefined) return true;
  return first === runId && deeper.length === 0 && (second === undefined || second === 'artifacts');
};
