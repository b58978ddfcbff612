import { type MetadataReader, MillraceError, type ReadUnit } from '@millrace/spec';
import { MAX_LOCATION_PARTS, MODELS_FOLDER, PROXY_SCHEME, toFolder } from './rules/artifact-location.ts';
import { checkArtifactPath } from './rules/artifact-path.ts';
import { invalid } from './rules/invalid.ts';
import { requireActiveLoggedModel } from './rules/logged-models.ts';
import { requireRun } from './rules/runs.ts';

/** A path below the artifacts' root that belongs to an experiment. */
export interface ArtifactPlace {
  /** The artifact folder of the run or logged model, or the experiment's folder. */
  readonly root: string;
  /** The whole path, the root's included. */
  readonly path: string;
  readonly rootUri: string;
  /** The run it belongs to, if any. */
  readonly runId: string | undefined;
  /** Whether `root` is the experiment's folder. */
  readonly isOfExperiment: boolean;
}

/** The parts of a path below its root. */
export const belowRoot = (root: string, path: string): string[] =>
  path === root ? [] : path.slice(root.length + 1).split('/');

const toPath = (root: string, below: string): string => (below === '' ? root : `${root}/${below}`);

/** Below the artifact folder of a run or a logged model. */
export const placeBelow = (
  artifactUri: string,
  { owner, given }: { owner: string; given: string },
): Omit<ArtifactPlace, 'runId'> => {
  const below = checkArtifactPath(given);
  const root = toFolder(artifactUri);
  if (root === undefined) {
    throw new MillraceError(
      'NOT_IMPLEMENTED',
      `The artifacts of ${owner} are not kept by this server: read them from its artifact URI`,
      { reason: 'core/artifacts-elsewhere' },
    );
  }
  const checked = checkArtifactPath(root);
  return { root: checked, path: toPath(checked, below), rootUri: artifactUri, isOfExperiment: false };
};

export const placeInRun = async (
  metadata: MetadataReader,
  runId: string,
  given: string,
): Promise<ArtifactPlace> => {
  checkArtifactPath(given);
  const { artifactUri } = await requireRun(metadata, runId);
  return { ...placeBelow(artifactUri, { owner: `run ${runId}`, given }), runId };
};

/** Files of a deleted model are not found, as in MLflow. */
export const placeInModel = async (
  unit: ReadUnit,
  modelId: string,
  given: string,
): Promise<ArtifactPlace> => {
  checkArtifactPath(given);
  const { artifactUri } = await requireActiveLoggedModel(unit.loggedModels, modelId);
  return { ...placeBelow(artifactUri, { owner: `logged model ${modelId}`, given }), runId: undefined };
};

/**
 * The experiment a location lies below: by its first part where the experiment has the default location, else by the
 * longest leading folder that is an experiment's own location. What lies beside is nobody's and is never touched.
 */
export const findRoot = async (metadata: MetadataReader, path: string): Promise<string | undefined> => {
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

/** Throws INVALID_PARAMETER_VALUE for anything outside every experiment. */
export const placeAtLocation = async (metadata: MetadataReader, location: string): Promise<ArtifactPlace> => {
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
  return { root, path, rootUri: `${PROXY_SCHEME}/${path}`, runId: run?.runId, isOfExperiment: true };
};

/** The folder of an experiment, of a run or a logged model, or of its artifacts: never removed as one. */
export const isArtifactRoot = ({ root, path, runId, isOfExperiment }: ArtifactPlace): boolean => {
  const parts = belowRoot(root, path);
  const [first, second, ...deeper] = parts;
  if (first === undefined) return true;
  if (isOfExperiment && first === MODELS_FOLDER) {
    return parts.length < 3 || (parts.length === 3 && parts[2] === 'artifacts');
  }
  return first === runId && deeper.length === 0 && (second === undefined || second === 'artifacts');
};
