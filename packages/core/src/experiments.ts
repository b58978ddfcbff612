import type { Input, Output } from '@millrace/protocol';
import { experimentGrammar, parseFilter, parseOrderBy } from '@millrace/search';
import {
  type Experiment,
  MillraceError,
  type MetadataReader,
  type ReadUnit,
  type Tag,
  type WriteUnit,
} from '@millrace/spec';
import { checkArtifactLocation, joinLocation } from './rules/artifact-location.ts';
import {
  checkExperimentName,
  checkExperimentTag,
  requireActive,
  requireExperiment,
  requireFreeName,
  toExperimentId,
} from './rules/experiments.ts';
import { LIMITS } from './rules/limits.ts';
import { checkPageSize, fromPageToken, toPageToken } from './rules/page.ts';
import { checkText } from './rules/text.ts';
import type { Surroundings } from './service-ports.ts';

/** Of tags given twice, the last one counts, as with one request after the other. */
const lastOfEach = (tags: readonly Tag[]): Tag[] => [...new Map(tags.map((tag) => [tag.key, tag])).values()];

export const createExperiment = async (
  { metadata }: WriteUnit,
  input: Input<'experiments.create'>,
  { allowedArtifactRoots, info, now }: Surroundings,
): Promise<Output<'experiments.create'>> => {
  checkExperimentName(input.name);
  const given = input.artifactLocation
    ? checkArtifactLocation(input.artifactLocation, allowedArtifactRoots)
    : undefined;
  for (const tag of input.tags) checkExperimentTag(tag);
  await requireFreeName(metadata, input.name);
  const time = now();
  const { experimentId } = await metadata.insertExperiment({
    name: input.name,
    artifactLocation: given ?? '',
    lifecycleStage: 'active',
    creationTime: time,
    lastUpdateTime: time,
    tags: lastOfEach(input.tags),
  });
  if (given === undefined) {
    await metadata.updateExperiment(experimentId, {
      artifactLocation: joinLocation(info.artifactRoot, experimentId),
    });
  }
  return { experimentId };
};

export const getExperiment = ({ metadata }: ReadUnit, input: Input<'experiments.get'>): Promise<Experiment> =>
  requireExperiment(metadata, input.experimentId);

export const getExperimentByName = async (
  { metadata }: ReadUnit,
  input: Input<'experiments.getByName'>,
): Promise<Experiment> => {
  const experiment = await metadata.findExperimentByName(input.name);
  if (experiment !== undefined) return experiment;
  throw new MillraceError(
    'RESOURCE_DOES_NOT_EXIST',
    `Could not find experiment with name '${input.name.slice(0, LIMITS.experimentName)}'`,
    { reason: 'core/no-such-experiment' },
  );
};

/** Reads one more than asked for, to learn whether there is another page. */
export const searchExperiments = async (
  { metadata }: ReadUnit,
  input: Input<'experiments.search'>,
): Promise<Output<'experiments.search'>> => {
  checkPageSize(input.maxResults, LIMITS.searchPage);
  const offset = fromPageToken(input.pageToken);
  const found = await metadata.searchExperiments({
    viewType: input.viewType,
    filter: parseFilter(input.filter, experimentGrammar),
    orderBy: parseOrderBy(input.orderBy, experimentGrammar),
    limit: input.maxResults + 1,
    offset,
  });
  if (found.length <= input.maxResults) return { experiments: found };
  return {
    experiments: found.slice(0, input.maxResults),
    nextPageToken: toPageToken(offset + input.maxResults),
  };
};

export const readActivity = async (
  { metadata }: ReadUnit,
  input: Input<'experiments.activity'>,
): Promise<Output<'experiments.activity'>> => ({
  experiments: await metadata.readActivity(input.experimentIds.map(toExperimentId), {
    start: input.since,
    length: input.periodMs,
    count: input.periods,
  }),
});

export const renameExperiment = async (
  { metadata }: WriteUnit,
  input: Input<'experiments.rename'>,
  { now }: Surroundings,
): Promise<Output<'experiments.rename'>> => {
  checkExperimentName(input.name);
  const experiment = await requireExperiment(metadata, input.experimentId);
  if (experiment.lifecycleStage !== 'active') {
    throw new MillraceError('INVALID_STATE', 'Cannot rename a non-active experiment.', {
      reason: 'core/experiment-deleted',
    });
  }
  if (experiment.name !== input.name) await requireFreeName(metadata, input.name);
  await metadata.updateExperiment(experiment.experimentId, { name: input.name, lastUpdateTime: now() });
  return {};
};

/** Its runs go with it, and come back with it: also those that were deleted one by one before. */
const moveExperiment = async (
  { metadata }: WriteUnit,
  given: string,
  move: { to: Experiment['lifecycleStage']; now: number },
): Promise<void> => {
  const experiment = await requireExperiment(metadata, given);
  if (experiment.lifecycleStage === move.to) {
    const stage = move.to === 'deleted' ? 'active' : 'deleted';
    throw new MillraceError(
      'RESOURCE_DOES_NOT_EXIST',
      `No Experiment with id=${experiment.experimentId} exists that is ${stage}`,
      { reason: `core/experiment-not-${stage}` },
    );
  }
  await metadata.updateExperiment(experiment.experimentId, {
    lifecycleStage: move.to,
    lastUpdateTime: move.now,
  });
  await metadata.moveRuns(experiment.experimentId, move.to);
};

export const deleteExperiment = async (
  unit: WriteUnit,
  input: Input<'experiments.delete'>,
  { now }: Surroundings,
): Promise<Output<'experiments.delete'>> => {
  await moveExperiment(unit, input.experimentId, { to: 'deleted', now: now() });
  return {};
};

export const restoreExperiment = async (
  unit: WriteUnit,
  input: Input<'experiments.restore'>,
  { now }: Surroundings,
): Promise<Output<'experiments.restore'>> => {
  await moveExperiment(unit, input.experimentId, { to: 'active', now: now() });
  return {};
};

const requireActiveExperiment = async (metadata: MetadataReader, given: string): Promise<string> => {
  const experiment = await requireExperiment(metadata, given);
  requireActive(experiment);
  return experiment.experimentId;
};

export const setExperimentTag = async (
  { metadata }: WriteUnit,
  input: Input<'experiments.setTag'>,
): Promise<Output<'experiments.setTag'>> => {
  const tag = { key: input.key, value: input.value };
  checkExperimentTag(tag);
  await metadata.putExperimentTag(await requireActiveExperiment(metadata, input.experimentId), tag);
  return {};
};

export const deleteExperimentTag = async (
  { metadata }: WriteUnit,
  input: Input<'experiments.deleteTag'>,
): Promise<Output<'experiments.deleteTag'>> => {
  checkText(input.key, 'key', LIMITS.key);
  const experimentId = await requireActiveExperiment(metadata, input.experimentId);
  if (await metadata.removeExperimentTag(experimentId, input.key)) return {};
  throw new MillraceError(
    'RESOURCE_DOES_NOT_EXIST',
    `No tag with name: ${input.key} in experiment with id ${experimentId}`,
    { reason: 'core/no-such-tag' },
  );
};
