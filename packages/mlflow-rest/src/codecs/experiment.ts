import type { Experiment } from '@millrace/spec';
import { filled } from './filled.ts';

/** Members that are `undefined` do not reach the wire. */
export const encodeExperiment = (experiment: Experiment): object => ({
  experiment_id: experiment.experimentId,
  name: experiment.name,
  artifact_location: experiment.artifactLocation,
  lifecycle_stage: experiment.lifecycleStage,
  last_update_time: experiment.lastUpdateTime,
  creation_time: experiment.creationTime,
  tags: filled(experiment.tags),
  workspace: 'default',
});
