import { type Experiment, MillraceError, type MetadataReader, type Tag } from '@millrace/spec';
import { invalid, shown } from './invalid.ts';
import { checkKey } from './keys.ts';
import { LIMITS } from './limits.ts';
import { checkText } from './text.ts';

/** MLflow's ids are integers, and none at all is the default experiment. Throws INVALID_PARAMETER_VALUE. */
export const toExperimentId = (given: string): string => {
  if (given === '') return '0';
  if (/^-?\d{1,18}$/.test(given)) return String(BigInt(given));
  throw invalid(
    `Invalid experiment ID ${shown(given)}. Experiment ID must be a valid integer.`,
    'invalid-experiment-id',
  );
};

/** Deleted ones too. Throws RESOURCE_DOES_NOT_EXIST. */
export const requireExperiment = async (metadata: MetadataReader, given: string): Promise<Experiment> => {
  const experimentId = toExperimentId(given);
  const experiment = await metadata.findExperiment(experimentId);
  if (experiment !== undefined) return experiment;
  throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `No Experiment with id=${experimentId} exists`, {
    reason: 'core/no-such-experiment',
  });
};

export const requireActive = (experiment: Experiment): void => {
  if (experiment.lifecycleStage === 'active') return;
  throw invalid(
    `The experiment ${experiment.experimentId} must be in the 'active' state. Current state is deleted.`,
    'experiment-deleted',
  );
};

export const checkExperimentName = (name: string): void => {
  if (name === '') throw invalid("Invalid experiment name: ''", 'invalid-experiment-name');
  checkText(name, 'name', LIMITS.experimentName);
};

/** Names are taken by deleted experiments too. Throws RESOURCE_ALREADY_EXISTS. */
export const requireFreeName = async (metadata: MetadataReader, name: string): Promise<void> => {
  const holder = await metadata.findExperimentByName(name);
  if (holder === undefined) return;
  const advice =
    holder.lifecycleStage === 'deleted'
      ? ' It is deleted: restore it, or choose another name.'
      : ` Its id is ${holder.experimentId}.`;
  throw new MillraceError('RESOURCE_ALREADY_EXISTS', `Experiment(name=${name}) already exists.${advice}`, {
    reason: 'core/experiment-exists',
  });
};

export const checkExperimentTag = ({ key, value }: Tag): void => {
  checkKey(key, 'key');
  checkText(value, 'value', LIMITS.experimentTagValue);
};
