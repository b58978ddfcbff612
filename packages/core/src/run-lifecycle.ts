import type { Input, Output } from '@millrace/protocol';
import {
  MillraceError,
  type ReadUnit,
  type Run,
  type RunInfo,
  type Tag,
  type WriteUnit,
} from '@millrace/spec';
import { withLineage } from './lineage.ts';
import { generateRunName } from './run-name.ts';
import { joinLocation } from './rules/artifact-location.ts';
import { requireActive, requireExperiment } from './rules/experiments.ts';
import { invalid } from './rules/invalid.ts';
import { LIMITS } from './rules/limits.ts';
import { toRunTag } from './rules/logged-data.ts';
import { requireActiveRun, requireRun } from './rules/runs.ts';
import { checkText } from './rules/text.ts';

/** The run's name lives in the run and in this tag; each follows the other. */
export const RUN_NAME_TAG = 'mlflow.runName';

/** The given name or the tag's, which must agree, or a new one. */
const chooseName = (given: string | undefined, tags: ReadonlyMap<string, string>): string => {
  const tagged = tags.get(RUN_NAME_TAG);
  if (given && tagged && given !== tagged) {
    throw invalid(
      "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values " +
        `(run_name='${given}', mlflow.runName='${tagged}').`,
      'run-name-conflict',
    );
  }
  const name = given || tagged || generateRunName();
  checkText(name, 'run_name', LIMITS.runName);
  return name;
};

const newRunId = (): string => crypto.randomUUID().replaceAll('-', '');

export const createRun = async (
  { metadata }: WriteUnit,
  input: Input<'runs.create'>,
): Promise<Output<'runs.create'>> => {
  const experiment = await requireExperiment(metadata, input.experimentId);
  requireActive(experiment);
  checkText(input.userId, 'user_id', LIMITS.userId);
  const tags = new Map(input.tags.map((tag, index) => [tag.key, toRunTag(tag, index).value]));
  const runName = chooseName(input.runName, tags);
  tags.set(RUN_NAME_TAG, runName);
  const runId = newRunId();
  const info: RunInfo = {
    runId,
    runName,
    experimentId: experiment.experimentId,
    userId: input.userId,
    status: 'RUNNING',
    startTime: input.startTime,
    endTime: null,
    artifactUri: joinLocation(experiment.artifactLocation, runId, 'artifacts'),
    lifecycleStage: 'active',
  };
  const record = { info, params: [], tags: Array.from(tags, ([key, value]): Tag => ({ key, value })) };
  await metadata.insertRun(record);
  return { ...record, metrics: [] };
};

export const getRun = async (unit: ReadUnit, input: Input<'runs.get'>): Promise<Run> => {
  const { metadata, metrics } = unit;
  await requireRun(metadata, input.runId);
  const [record] = await metadata.readRuns([input.runId]);
  if (record === undefined) {
    throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `Run with id=${input.runId} not found`, {
      reason: 'core/no-such-run',
    });
  }
  const latest = await metrics.latest([input.runId]);
  const run = { ...record, metrics: latest.get(input.runId) ?? [] };
  const [found = run] = await withLineage(unit, [run]);
  return found;
};

export const renameRun = async ({ metadata }: WriteUnit, runId: string, runName: string): Promise<void> => {
  checkText(runName, 'run_name', LIMITS.runName);
  await metadata.updateRun(runId, { runName });
  await metadata.putRunTags(runId, [{ key: RUN_NAME_TAG, value: runName }]);
};

/** An empty name leaves the name, as in MLflow. */
export const updateRun = async (unit: WriteUnit, input: Input<'runs.update'>): Promise<RunInfo> => {
  const run = await requireActiveRun(unit.metadata, input.runId);
  const patch = {
    ...(input.status === undefined ? {} : { status: input.status }),
    ...(input.endTime === undefined ? {} : { endTime: input.endTime }),
  };
  if (Object.keys(patch).length > 0) await unit.metadata.updateRun(run.runId, patch);
  if (input.runName) await renameRun(unit, run.runId, input.runName);
  return { ...run, ...patch, ...(input.runName ? { runName: input.runName } : {}) };
};

export const deleteRun = async (
  { metadata }: WriteUnit,
  input: Input<'runs.delete'>,
): Promise<Output<'runs.delete'>> => {
  await requireRun(metadata, input.runId);
  await metadata.updateRun(input.runId, { lifecycleStage: 'deleted' });
  return {};
};

export const restoreRun = async (
  { metadata }: WriteUnit,
  input: Input<'runs.restore'>,
): Promise<Output<'runs.restore'>> => {
  await requireRun(metadata, input.runId);
  await metadata.updateRun(input.runId, { lifecycleStage: 'active' });
  return {};
};
